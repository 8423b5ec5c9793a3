/** What an archive may cost before it is refused. Counts are of bytes that really came out, never of what its directory claims. */
export interface ZipLimits {
  /** Most entries in its directory. */
  readonly entries: number;
  /** Most bytes that all entries together may unpack to. */
  readonly bytes: number;
  /** Most bytes that one byte of an entry may unpack to, on average; small entries may exceed it. */
  readonly ratio: number;
}

/** 2,000 entries, 50 MB and a ratio of 200: room for any book, and unpacked within a second. */
export const usualLimits: ZipLimits = { entries: 2_000, bytes: 50 * 1024 * 1024, ratio: 200 };

/** Entries below this size may have any ratio: a table of a thousand equal rows packs well. */
const RATIO_MATTERS = 1024 * 1024;

/** How many bytes an entry may unpack to when it takes `packed` bytes and `left` are left of the archive's share. */
export const allowance = (packed: number, left: number, { ratio }: ZipLimits): number =>
  Math.min(left, Math.max(RATIO_MATTERS, packed * ratio));
