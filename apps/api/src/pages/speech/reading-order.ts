import type { Block, ByteRange, Gap, Removal } from '#domain';

/** What a reader meets from top to bottom: blocks of the speech, and on demand what the parser took out or the source has lost between them. */
export type Placed =
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'removal'; readonly removal: Removal }
  | { readonly kind: 'gap'; readonly gap: Gap };

/** Half-open stretch of the capture. */
export type Stretch = readonly [from: number, to: number];

const firstByte = (ranges: readonly ByteRange[]): number | null => ranges[0]?.[0] ?? null;

/** The stretch of the capture that belongs to one speech of a document: up to where the next begins; the first has the top of the page as well. */
export function stretchOf(speeches: readonly { readonly blocks: readonly Block[] }[], index: number): Stretch {
  const starts = speeches.map(({ blocks }) => firstByte(blocks.find(({ ranges }) => ranges.length > 0)?.ranges ?? []));
  const from = index === 0 ? 0 : (starts[index] ?? 0);
  const to = starts
    .slice(index + 1)
    .reduce((least: number, start) => (start !== null && start > from ? Math.min(least, start) : least), Number.POSITIVE_INFINITY);
  return [from, to];
}

/** Blocks in their order; removals and gaps of the stretch each after the last block that begins before them. */
export function readingOrder(blocks: readonly Block[], removals: readonly Removal[], gaps: readonly Gap[], [from, to]: Stretch): Placed[] {
  const beside = [
    ...removals.map((removal) => ({ at: firstByte(removal.ranges) ?? -1, placed: { kind: 'removal', removal } as const })),
    ...gaps.map((gap) => ({ at: gap.at, placed: { kind: 'gap', gap } as const })),
  ]
    .filter(({ at }) => at >= from && at < to)
    .sort((a, b) => a.at - b.at);
  const order: Placed[] = [];
  let next = 0;
  for (const block of blocks) {
    const start = firstByte(block.ranges);
    for (let item = beside[next]; item && start !== null && item.at < start; item = beside[next]) {
      order.push(item.placed);
      next += 1;
    }
    order.push({ kind: 'block', block });
  }
  return [...order, ...beside.slice(next).map(({ placed }) => placed)];
}
