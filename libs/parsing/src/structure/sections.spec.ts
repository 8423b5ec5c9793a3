import type { PlannedBlock } from '../page/plan.js';
import { findHeads } from './sections.js';

/** Headings and paragraphs in turn. */
function aText(headings: number): { text: string; blocks: PlannedBlock[] } {
  const blocks: PlannedBlock[] = [];
  let text = '';
  for (let number = 0; number < headings; number += 1) {
    for (const [kind, line] of [
      ['heading', '渡口旧事'],
      ['paragraph', '船靠了岸。'],
    ] as const) {
      blocks.push({ kind, level: kind === 'heading' ? 1 : null, from: text.length, to: text.length + line.length });
      text += `${line}\n`;
    }
  }
  return { text, blocks };
}

describe('heads of sections', () => {
  it('are all headings marked up, each on its level', () => {
    const { text, blocks } = aText(3);
    expect(findHeads(text, blocks, 0, false).map(({ from, level, parent }) => [from, level, parent])).toEqual([
      [0, 1, null],
      [11, 1, null],
      [22, 1, null],
    ]);
  });

  it('are found in time in step with their number', () => {
    const seconds = (headings: number): number => {
      const { text, blocks } = aText(headings);
      const begin = process.cpuUsage();
      findHeads(text, blocks, 0, false);
      const { user, system } = process.cpuUsage(begin);
      return (user + system) / 1e6;
    };
    seconds(2_000);
    // Linear growth is a factor of 8, quadratic of 64.
    expect(seconds(16_000)).toBeLessThan(Math.max(0.25, seconds(2_000) * 32));
  });
});
