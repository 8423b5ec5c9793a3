import { aSpeech } from '../testing/a-speech.js';
import { speechMarkdown } from './markdown.js';

describe('speechMarkdown', () => {
  it('writes title, facts, headings by level and the author’s own numbering', () => {
    const speech = aSpeech([
      'title:讲话',
      'salutation:同志们：',
      'heading1:一、形势',
      'heading2:（一）成绩',
      'listItem:1. 第一项',
      'paragraph:- 甲\n- 乙',
      'quote:名言',
    ]);
    expect(speechMarkdown({ ...speech, title: '讲话', speaker: '某人', date: '2021' })).toBe(
      '# 讲话\n\n*某人 · 2021*\n\n同志们：\n\n## 一、形势\n\n### （一）成绩\n\n1\\. 第一项\n\n\\- 甲  \n\\- 乙\n\n> 名言\n',
    );
  });

  it('keeps what looks like Markdown or HTML as it looks', () => {
    const speech = aSpeech(['paragraph:*强调* <b>粗</b> [链接](x) # 号 `码`']);
    expect(speechMarkdown(speech)).toContain('\\*强调\\* \\<b\\>粗\\</b\\> \\[链接\\](x) \\# 号 \\`码\\`');
  });
});
