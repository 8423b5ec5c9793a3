import type { DocumentRecord, PageResult, SpeechEvent } from '#domain';
import { announceStage, indexStage, parseStage, type StageContract } from '#stages';
import type { Claim } from '../../documents/claim.js';
import type { ToIndex } from '../../documents/index-rows.js';
import type { NewCapture } from '../../documents/new-capture.js';
import type { Store } from '../../store.js';
import { aCapture, aPage } from '../builders.js';

export type GetStore = () => Store;

export const jobOf = ({ id: documentId, revision }: Pick<DocumentRecord, 'id' | 'revision'>) => ({ documentId, revision });

/** A document that waits for the parser. */
export async function pushed(store: Store, capture: NewCapture = aCapture()): Promise<DocumentRecord> {
  return (await store.documents.acceptCapture(capture)).document;
}

/** Takes the document for a stage, or fails with the reason why it cannot be had. */
export async function taken(store: Store, stage: StageContract, document: Pick<DocumentRecord, 'id' | 'revision'>): Promise<Claim> {
  const { claims, skipped } = await store.documents.claim(stage, [jobOf(document)], 'spec');
  const claim = claims[0];
  if (!claim) throw new Error(`The document cannot be taken: ${skipped[0]?.reason}`);
  return claim;
}

export async function parsed(store: Store, document: DocumentRecord, page: PageResult = aPage()): Promise<DocumentRecord> {
  expect(await store.documents.saveParsed(await taken(store, parseStage, document), page, 12)).toBe('saved');
  return current(store, document);
}

export async function indexed(store: Store, document: Pick<DocumentRecord, 'id' | 'revision'>): Promise<DocumentRecord> {
  expect(await store.documents.saveIndexed([await taken(store, indexStage, document)], 3)).toEqual([document.id]);
  return current(store, document);
}

/** What the index has to hold of these documents, in the parts in which it comes. */
export async function partsToIndex(store: Store, claims: readonly Claim[], partBytes?: number): Promise<ToIndex[][]> {
  const parts: ToIndex[][] = [];
  for await (const part of store.documents.toIndex(claims, partBytes)) parts.push(part);
  return parts;
}

export const toIndex = async (store: Store, claims: readonly Claim[]): Promise<ToIndex[]> => (await partsToIndex(store, claims)).flat();

/** From the pushed capture to the end of the flow. */
export async function announced(store: Store, document: DocumentRecord, page?: PageResult): Promise<SpeechEvent[]> {
  const done = await indexed(store, await parsed(store, document, page));
  return store.documents.announce([await taken(store, announceStage, done)], 2);
}

export async function current(store: Store, { id }: Pick<DocumentRecord, 'id'>): Promise<DocumentRecord> {
  const document = await store.documents.get(id);
  if (!document) throw new Error(`Document ${id} is gone`);
  return document;
}

/** A stage whose leases run out at once. */
export const hurried = (stage: StageContract): StageContract => ({ ...stage, leaseMs: 0 });

export const steps = async (store: Store, { id }: Pick<DocumentRecord, 'id'>) =>
  (await store.documents.timeline(id)).map(({ step }) => step);

/** Wake-ups for one document that the relay has not taken; takes everything. */
export async function wakeUps(store: Store, { id }: Pick<DocumentRecord, 'id'>) {
  const rows = await store.outbox.take(10_000);
  await store.outbox.sent(rows.map((row) => row.id));
  return rows.filter(({ job }) => job.documentId === id).map(({ room, job, delayMs }) => ({ room, revision: job.revision, delayMs }));
}
