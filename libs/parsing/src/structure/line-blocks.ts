import type { PlannedBlock } from '../page/plan.js';

/** The blocks of a text without markup: its title, if it has one at its head, and each line as a paragraph. Empty lines are left out. */
export function lineBlocks(text: string, titleLength: number): PlannedBlock[] {
  const blocks: PlannedBlock[] = [];
  if (titleLength > 0) addBlock(blocks, text, 'title', null, 0, titleLength);
  for (let at = titleLength; at < text.length; ) {
    const lineEnd = text.indexOf('\n', at);
    const end = lineEnd < 0 ? text.length : lineEnd;
    addBlock(blocks, text, 'paragraph', null, at, end);
    at = end + 1;
  }
  return blocks;
}

/** Adds a block without the white space around it; nothing for a stretch of white space. */
export function addBlock(
  blocks: PlannedBlock[],
  text: string,
  kind: PlannedBlock['kind'],
  level: number | null,
  from: number,
  to: number,
): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  if (start < end) blocks.push({ kind, level, from: start, to: end });
}
