import type { Block } from '#domain';

/** Sorts ranges of the speech's text under the blocks they touch, in the order they came. Costs a search per range, however many blocks there are. */
export function byBlock<Range extends { readonly from: number; readonly to: number }>(
  blocks: readonly Block[],
  ranges: readonly Range[],
): ReadonlyMap<Block, readonly Range[]> {
  const under = new Map<Block, Range[]>();
  for (const range of ranges) {
    for (let place = placeOf(blocks, range.from); place < blocks.length; place += 1) {
      const block = blocks[place];
      if (!block || block.start >= range.to) break;
      if (block.start + block.text.length <= range.from) continue;
      const others = under.get(block);
      if (others) others.push(range);
      else under.set(block, [range]);
    }
  }
  return under;
}

/** Index of the last block that begins at the offset or before it; 0 when none does. */
function placeOf(blocks: readonly Block[], offset: number): number {
  let low = 0;
  let high = blocks.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
