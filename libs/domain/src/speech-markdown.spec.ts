import type { Block, BlockKind } from './page-result.js';
import { speechMarkdown } from './speech-markdown.js';

function aSpeech(...written: readonly (readonly [kind: BlockKind, level: number | null, text: string])[]) {
  const blocks: Block[] = written.map(([kind, level, text]) => ({ kind, level, text, start: 0, ranges: [] }));
  return { title: '讲话', speaker: null, date: null, occasion: null, url: null, blocks };
}

describe('speechMarkdown', () => {
  it('writes title, facts, headings by level and the author’s own numbering', () => {
    const speech = aSpeech(
      ['title', null, '讲话'],
      ['salutation', null, '同志们：'],
      ['heading', 1, '一、形势'],
      ['heading', 2, '（一）成绩'],
      ['listItem', 1, '1. 第一项'],
      ['paragraph', null, '- 甲\n- 乙'],
      ['quote', null, '名言'],
    );
    expect(speechMarkdown({ ...speech, speaker: '某人', date: '2021' })).toBe(
      '# 讲话\n\n*某人 · 2021*\n\n同志们：\n\n## 一、形势\n\n### （一）成绩\n\n1\\. 第一项\n\n\\- 甲  \n\\- 乙\n\n> 名言\n',
    );
  });

  it('keeps what looks like Markdown or HTML as it looks', () => {
    const speech = aSpeech(['paragraph', null, '*强调* <b>粗</b> [链接](x) # 号 `码`']);
    expect(speechMarkdown(speech)).toContain('\\*强调\\* \\<b\\>粗\\</b\\> \\[链接\\](x) \\# 号 \\`码\\`');
  });
});
