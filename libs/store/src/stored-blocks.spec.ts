import type { Block } from '#domain';
import { restoreBlocks, storeBlocks } from './stored-blocks.js';

const block = (text: string, start: number): Block => ({ kind: 'paragraph', level: null, text, start, ranges: [[start, start + 3]] });

describe('blocks in the store', () => {
  it('come back as they were, without their text being kept twice', () => {
    const text = '第一段\n第二段';
    const blocks = [block('第一段', 0), block('第二段', 4)];
    const stored = storeBlocks(text, blocks);
    expect(JSON.stringify(stored)).not.toContain('段');
    expect(restoreBlocks(text, stored)).toEqual(blocks);
  });

  it('keep a text that is not the slice it should be', () => {
    const blocks = [block('别的文本', 1), block('过了结尾', 99)];
    expect(restoreBlocks('第一段', storeBlocks('第一段', blocks))).toEqual(blocks);
  });
});
