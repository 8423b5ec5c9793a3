import type { PageResult, ParsedSpeech } from '#domain';
import { formatExtract, formatFault, formatPage } from './formats.js';

const aSpeech = (title: string, text: string): ParsedSpeech => ({
  ...{
    title,
    kind: 'speech',
    salutation: null,
    date: null,
    year: null,
    occasion: null,
    speaker: null,
    text,
    outline: [],
    redactions: [],
    confidence: 1,
  },
  blocks: [{ kind: 'paragraph', level: null, text, start: 0, ranges: [[0, text.length]] }],
});
const page: PageResult = {
  ...{
    parserVersion: '1',
    format: 'text',
    charset: 'utf-8',
    parts: null,
    language: null,
    site: null,
    title: null,
    fileType: null,
    pages: null,
  },
  ...{ family: 'text', template: null, slices: 0, sliceLength: null, compilation: true, publishedAt: null, metadata: {} },
  ...{ removals: [], gaps: [], quality: { score: 1, reasons: [] } },
  speeches: [aSpeech('甲', '第一篇'), aSpeech('乙', '第二篇\n有两行')],
};

describe('formats of a page result', () => {
  it('gives one line of JSON that begins with the input, whatever is in the text', () => {
    const printed = formatPage('json', 'a.txt', page);
    expect(printed.indexOf('\n')).toBe(printed.length - 1);
    expect(JSON.parse(printed)).toEqual({ input: 'a.txt', ...page });
    expect(Object.keys(JSON.parse(printed))[0]).toBe('input');
    expect(JSON.parse(formatFault('b.txt', 'empty', 'It is empty.'))).toEqual({
      input: 'b.txt',
      error: { code: 'empty', message: 'It is empty.' },
    });
  });

  it('parts speeches by an empty line in text and begins each with its title in Markdown', () => {
    expect(formatPage('text', 'a.txt', page)).toBe('第一篇\n\n第二篇\n有两行\n\n');
    expect(formatPage('markdown', 'a.txt', page)).toBe('# 甲\n\n第一篇\n\n# 乙\n\n第二篇  \n有两行\n\n');
  });

  it('gives the main text of all speeches to extraction benches, and an empty one for a page that was refused', () => {
    expect(JSON.parse(formatExtract('a', page, 1.23456))).toEqual({ id: 'a', text: '第一篇\n\n第二篇\n有两行', ms: 1.235 });
    expect(JSON.parse(formatExtract('b', null, 0))).toEqual({ id: 'b', text: '', ms: 0 });
  });
});
