import type { Block, PageResult } from '#domain';

/** Where in a block's text a byte of the capture stands; null when the bytes do not tell. */
export type PlaceIn = (block: Block, byte: number) => number | null;

/** Without the capture nothing can be placed. */
export const placeNothing: PlaceIn = () => null;

/** Bytes that are decoded for places inside of ranges; what comes after them stays without one, so that no page takes long. */
const MOST_BYTES = 8_000_000;

/**
 * Finds places by counting: the characters of the block's ranges before the byte are as many as stand before the place in its text, white
 * space aside, which the parser may fold. Where the count of the whole block does not agree (a format whose bytes are no text), there is no place.
 */
export function placesIn(bytes: Uint8Array, { format, charset }: Pick<PageResult, 'format' | 'charset'>): PlaceIn {
  if (format !== 'text' && format !== 'html' && format !== 'markdown') return placeNothing;
  const decoder = new TextDecoder(charset ?? 'utf-8');
  const ink = (from: number, to: number): number => {
    const text = decoder.decode(bytes.subarray(from, to));
    return inkOf(format === 'html' ? text.replace(ENTITY, readEntity) : text).length;
  };
  const counted = new Map<Block, Counted | null>();
  let left = MOST_BYTES;
  return (block, byte) => {
    const known = counted.get(block);
    const count = known === undefined ? counts(block, ink) : known;
    if (known === undefined) counted.set(block, count);
    if (!count) return null;
    const index = block.ranges.findLastIndex(([from]) => from < byte);
    const [from, to] = block.ranges[index] ?? [0, 0];
    left -= Math.min(byte, to) - from;
    if (index < 0 || left < 0) return null;
    const before = (count.before[index] ?? 0) + ink(from, Math.min(byte, to));
    return before === 0 ? 0 : (count.ends[before - 1] ?? null);
  };
}

interface Counted {
  /** Characters before each range. */
  readonly before: readonly number[];
  /** The offset right behind each character in the block's text. */
  readonly ends: readonly number[];
}

/** Null when the bytes and the text do not have the same number of characters, or the ranges are out of order. */
function counts({ text, ranges }: Block, ink: (from: number, to: number) => number): Counted | null {
  const before: number[] = [];
  let total = 0;
  for (const [index, [from, to]] of ranges.entries()) {
    if (from < (ranges[index - 1]?.[1] ?? 0)) return null;
    before.push(total);
    total += ink(from, to);
  }
  const ends = [...text.matchAll(/\S/g)].map(({ index }) => index + 1);
  return ends.length === total ? { before, ends } : null;
}

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/gi;
/** An entity counts as one character; of the named ones only the spaces need to be told apart. */
const readEntity = (entity: string): string =>
  /^&(?:(?:nb|em|en|thin)sp|#160|#xa0|#12288|#x3000|#8195|#8194);$/i.test(entity) ? ' ' : '.';

const inkOf = (text: string): string => text.replace(/\s+/g, '');
