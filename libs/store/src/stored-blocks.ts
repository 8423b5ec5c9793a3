import type { Block } from '#domain';

/** A block without its text, which is a slice of the speech's; `text` is there only when a parser broke that promise. */
export interface StoredBlock {
  readonly kind: Block['kind'];
  readonly level: number | null;
  readonly start: number;
  readonly length: number;
  readonly ranges: Block['ranges'];
  readonly text?: string;
}

export function storeBlocks(text: string, blocks: readonly Block[]): StoredBlock[] {
  return blocks.map((block) => {
    const { kind, level, start, ranges } = block;
    const stored = { kind, level, start, length: block.text.length, ranges };
    return block.text === text.slice(start, start + stored.length) ? stored : { ...stored, text: block.text };
  });
}

export function restoreBlocks(text: string, blocks: readonly StoredBlock[]): Block[] {
  return blocks.map(({ kind, level, start, length, ranges, text: own }) => ({
    kind,
    level,
    text: own ?? text.slice(start, start + length),
    start,
    ranges,
  }));
}
