import { type KnownSpeech, withNewIds } from '../documents/speech-rows.js';
import { type Kinship, kinships } from './kinship.js';

/** A speech the document has or had, with its text. */
export type KnownText = KnownSpeech & { readonly text: string };

interface Speech {
  readonly title: string;
  readonly text: string;
}

/** Two speeches are kin when so much of the shorter one stands in the other. */
const KIN = 0.3;

/**
 * Ids for the speeches of a new result of the same capture. The text decides, since the bytes are the same: a speech keeps the id of its kin, the
 * one with its title before the one that shares most. Of the parts of a split speech one keeps the id and the others get new ones; none takes
 * over the id of a stranger. Only speeches without any kin (a text that could not be read before) go by title, then by place.
 */
export function idsAfterReparse(
  speeches: readonly Speech[],
  known: readonly KnownText[],
  at: { readonly documentId: string; readonly revision: number },
): string[] {
  const ids: (string | undefined)[] = speeches.map(() => undefined);
  const free = new Map(known.map((speech) => [speech.id, speech]));
  const keep = (place: number, speech: KnownText | undefined) => {
    if (speech && !ids[place] && free.delete(speech.id)) ids[place] = speech.id;
  };
  const standing = new Map(known.filter(({ withdrawn }) => !withdrawn).map((speech) => [speech.ordinal, speech]));
  for (const [place, { title, text }] of speeches.entries()) {
    const before = standing.get(place);
    if (before?.title === title && before.text === text) keep(place, before);
  }
  const open = [...speeches.keys()].filter((place) => !ids[place]);
  const kin = kinOf(open, speeches, known);
  for (const { one, other } of strongestFirst(kin, speeches, known)) keep(one, known[other]);
  const withKin = new Set(kin.map(({ one }) => one));
  keepStrangers(
    open.filter((place) => !withKin.has(place)),
    speeches,
    known,
    { free, kin, keep },
  );
  return withNewIds(ids, known, at);
}

function kinOf(places: readonly number[], speeches: readonly Speech[], known: readonly KnownText[]): Kinship[] {
  if (places.length === 0) return [];
  const pairs = kinships(
    places.map((place) => speeches[place]?.text ?? ''),
    known.map(({ text }) => text),
  );
  return pairs.filter(({ share }) => share >= KIN).map((pair) => ({ ...pair, one: places[pair.one] ?? 0 }));
}

/** Speeches that resemble nothing take the ids of those that nothing resembles: by title, then by place if there are as many as before. */
function keepStrangers(
  places: readonly number[],
  speeches: readonly Speech[],
  known: readonly KnownText[],
  found: {
    readonly free: ReadonlyMap<string, KnownText>;
    readonly kin: readonly Kinship[];
    keep(place: number, speech: KnownText | undefined): void;
  },
): void {
  const resembled = new Set(found.kin.map(({ other }) => other));
  const strangers = known.filter((_, at) => !resembled.has(at));
  const keepBy = (matches: (speech: KnownText, place: number) => boolean) => {
    for (const place of places)
      found.keep(
        place,
        strangers.find((speech) => found.free.has(speech.id) && matches(speech, place)),
      );
  };
  keepBy(({ title, ordinal }, place) => title === speeches[place]?.title && ordinal === place);
  keepBy(({ title }, place) => title === speeches[place]?.title);
  const asMany = known.filter(({ withdrawn }) => !withdrawn).length === speeches.length;
  if (asMany) keepBy(({ ordinal, withdrawn }, place) => ordinal === place && !withdrawn);
}

/** A speech that still is on its page before one that had vanished; then the title, the common text, the place. */
function strongestFirst(kin: readonly Kinship[], speeches: readonly Speech[], known: readonly KnownText[]): Kinship[] {
  const ranked = kin.map((pair) => {
    const speech = known[pair.other];
    const title = speech?.title === speeches[pair.one]?.title ? 0 : 1;
    const place = speech?.ordinal === pair.one ? 0 : 1;
    return { pair, rank: [speech?.withdrawn ? 1 : 0, title, -pair.common, place, pair.one, pair.other] };
  });
  return ranked.sort((a, b) => firstDifference(a.rank, b.rank)).map(({ pair }) => pair);
}

function firstDifference(one: readonly number[], other: readonly number[]): number {
  for (const [at, value] of one.entries()) if (value !== other[at]) return value - (other[at] ?? 0);
  return 0;
}
