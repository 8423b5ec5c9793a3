import { createHash } from 'node:crypto';
import type { PageResult, ParsedSpeech } from '#domain';
import { storable } from '../storable.js';
import { storeBlocks } from '../stored-blocks.js';
import { sha256 } from './new-capture.js';

/** A speech the document had before: what its id may be kept for. */
export interface KnownSpeech {
  readonly id: string;
  readonly title: string;
  readonly ordinal: number;
  readonly withdrawn: boolean;
}

/**
 * Ids for the speeches of a new result, in order. A speech keeps the id of the one with the same title, also when that one had vanished for a
 * while; else of the one that stood in the same place; else it gets a new id, which follows from document, revision and place alone.
 */
export function idsFor(
  titles: readonly string[],
  known: readonly KnownSpeech[],
  { documentId, revision }: { readonly documentId: string; readonly revision: number },
): string[] {
  const free = new Map(known.map((speech) => [speech.id, speech]));
  const ids: (string | undefined)[] = titles.map(() => undefined);
  const keep = (at: number, matches: (speech: KnownSpeech) => boolean) => {
    const match = ids[at] ? undefined : [...free.values()].find(matches);
    if (!match) return;
    ids[at] = match.id;
    free.delete(match.id);
  };
  // The place first among equal titles, so that two speeches of one name do not change places.
  for (const [at, title] of titles.entries()) keep(at, (speech) => speech.title === title && speech.ordinal === at);
  for (const [at, title] of titles.entries()) keep(at, (speech) => speech.title === title);
  for (const at of titles.keys()) keep(at, (speech) => speech.ordinal === at && !speech.withdrawn);
  return withNewIds(ids, known, { documentId, revision });
}

/** Fills the places that have no id; what the document had before is never given again. */
export function withNewIds(
  ids: readonly (string | undefined)[],
  known: readonly KnownSpeech[],
  { documentId, revision }: { readonly documentId: string; readonly revision: number },
): string[] {
  const taken = new Set(known.map(({ id }) => id));
  return ids.map((id, at) => id ?? newId(taken, documentId, revision, at));
}

function newId(taken: Set<string>, documentId: string, revision: number, ordinal: number): string {
  for (let round = 0; ; round += 1) {
    const id = nameUuid(`${documentId}/${revision}/${ordinal}/${round}`);
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

/** A UUID of version 8 (its bits are ours to fill) made of a name. */
function nameUuid(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Speeches as the statement that writes them reads them out of JSON; names are those of the columns. */
export const speechRows = (page: PageResult, ids: readonly string[]) =>
  page.speeches.map((speech, ordinal) => ({
    id: ids[ordinal],
    ordinal,
    title: speech.title,
    kind: speech.kind,
    salutation: speech.salutation,
    date: speech.date,
    year: speech.year,
    occasion: speech.occasion,
    speaker: speech.speaker,
    text: speech.text,
    blocks: storeBlocks(speech.text, speech.blocks),
    outline: speech.outline,
    redactions: speech.redactions,
    confidence: speech.confidence,
    site: page.site,
    published_at: page.publishedAt,
    text_hash: sha256(`${storable(speech.title)}\n${storable(speech.text)}`),
    result_hash: sha256(JSON.stringify(visible(speech))),
  }));

/** What a reader sees of a speech: a parser that only finds other byte ranges has changed nothing. */
const visible = (speech: ParsedSpeech): unknown => [
  speech.title,
  speech.kind,
  speech.salutation,
  speech.date,
  speech.year,
  speech.occasion,
  speech.speaker,
  speech.text,
  speech.blocks.map(({ kind, level, start, text }) => [kind, level, start, text.length]),
  speech.outline,
  speech.redactions,
];
