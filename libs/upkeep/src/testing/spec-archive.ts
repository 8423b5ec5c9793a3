import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BlobStore, openFileBlobs } from '#blobs';
import { acceptPush, announceDocuments, Gate, indexDocuments, Leases } from '#pipeline';
import { openEmbeddedIndex, type SearchIndex } from '#search';
import { type DocumentJob, parseStage } from '#stages';
import type { Store } from '#store';
import { aPage, aSpeech, openTestStore } from '#store/testing';

export interface Harm {
  /** Takes the bytes away and leaves what is beside them. */
  removeBody(sha256: string): Promise<void>;
  damageBody(sha256: string): Promise<void>;
  removeDescriptions(sha256: string): Promise<void>;
}

export interface SpecBlobs {
  readonly blobs: BlobStore;
  readonly harm: Harm;
  /** Closes the store and removes what it keeps. */
  close(): Promise<void>;
}

/** The engines of one archive, empty at first. */
export interface SpecArchive {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly index: SearchIndex;
  /** Does to the captures what no verb of the store does. */
  readonly harm: Harm;
  /** An empty index of the same kind, which goes with the archive. */
  freshIndex(): Promise<SearchIndex>;
  close(): Promise<void>;
}

/** All of it embedded, in a folder that goes when it is closed. */
export async function embeddedArchive(): Promise<SpecArchive> {
  const { store, dataDir, close } = await openTestStore();
  let indexes = 0;
  const freshIndex = () => openEmbeddedIndex({ dataDir, file: `search-${indexes++}.db` });
  return archiveOf({ store, close }, freshIndex);
}

/** A store that was opened elsewhere, indexes of some kind, and captures: in a folder of their own unless told otherwise. */
export async function archiveOf(
  opened: { readonly store: Store; close(): Promise<void> },
  openIndex: () => Promise<SearchIndex>,
  openBlobs: () => Promise<SpecBlobs> = blobsInFolder,
): Promise<SpecArchive> {
  const { blobs, harm, close: closeBlobs } = await openBlobs();
  const indexes: SearchIndex[] = [];
  const freshIndex = async () => {
    const index = await openIndex();
    indexes.push(index);
    return index;
  };
  const index = await freshIndex();
  const close = async () => {
    await Promise.all([closeBlobs(), ...indexes.map((engine) => engine.close())]);
    await opened.close();
  };
  return { store: opened.store, blobs, index, harm, freshIndex, close };
}

async function blobsInFolder(): Promise<SpecBlobs> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-blobs-'));
  const blobs = await openFileBlobs(folder);
  const fileOf = (sha256: string, ending: string) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256 + ending);
  const harm: Harm = {
    removeBody: (sha256) => rm(fileOf(sha256, '.zst')),
    damageBody: (sha256) => writeFile(fileOf(sha256, '.zst'), 'rubbish'),
    removeDescriptions: (sha256) => rm(fileOf(sha256, '.json')),
  };
  const close = async () => {
    await blobs.close();
    await rm(folder, { recursive: true });
  };
  return { blobs, harm, close };
}

export interface Pushed {
  readonly documentId: string;
  readonly revision: number;
  readonly speechId: string;
  readonly sha256: string;
  readonly text: string;
}

let counter = 0;

/** A page through the whole flow: accepted, parsed, indexed, announced. */
export async function published(archive: SpecArchive, fields: { readonly url?: string; readonly text?: string } = {}): Promise<Pushed> {
  counter += 1;
  const text = fields.text ?? `一、第${counter}件事\n把第${counter}件事办好。`;
  const url = fields.url ?? `https://upkeep.example/${process.pid}/${counter}`;
  const document = await accepted(archive, url, text);
  const job = { documentId: document.id, revision: document.revision };
  await parsed(archive, job, text);
  await onward(archive, job);
  const [speech] = await archive.store.speeches.ofDocument(document.id);
  const [capture] = await archive.store.documents.captures(document.id);
  return { ...job, speechId: speech?.id ?? '', sha256: capture?.sha256 ?? '', text };
}

export async function accepted({ store, blobs }: SpecArchive, url: string, text: string) {
  const push = { url, fileName: null, body: Buffer.from(text), contentType: 'text/plain; charset=utf-8', headers: {}, capturedAt: null };
  const deps = { documents: store.documents, blobs, clock: () => new Date() };
  return (await acceptPush({ ...push, source: 'push', idempotencyKey: null }, deps)).document;
}

/** The parser's room, with a parser that makes one speech of the text. */
export async function parsed({ store }: SpecArchive, job: DocumentJob, text: string): Promise<void> {
  const { claims } = await store.documents.claim(parseStage, [job], 'spec');
  for (const claim of claims) await store.documents.saveParsed(claim, aPage({ speeches: [aSpeech({ text })] }), 1);
}

/** The rooms behind the parser. */
export async function onward({ store, blobs, index }: SpecArchive, ...jobs: readonly DocumentJob[]): Promise<void> {
  const leases = new Leases(store.documents, () => undefined);
  const room = { documents: store.documents, worker: 'spec', gate: new Gate(), leases };
  await indexDocuments(jobs, { ...room, index });
  await announceDocuments(jobs, { ...room, index, blobs });
}
