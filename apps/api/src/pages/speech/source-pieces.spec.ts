import { sourceText } from './source-pieces.js';

const bytes = new TextEncoder().encode('网站标语讲话正文分享');
const page = { format: 'text', charset: 'utf-8', removals: [] } as const;

describe('sourceText', () => {
  it('cuts the capture at the edges of what was removed', () => {
    const removals = [
      { rule: 'share', text: '分享', ranges: [[24, 30]] },
      { rule: 'slogan', text: '网站标语', ranges: [[0, 12]] },
    ] as const;
    expect(sourceText(bytes, { ...page, removals })).toEqual({
      pieces: [
        { text: '网站标语', rule: 'slogan' },
        { text: '讲话正文', rule: null },
        { text: '分享', rule: 'share' },
      ],
      cutAt: null,
    });
  });

  it('shows each byte once when removals overlap', () => {
    const removals = [
      { rule: 'a', text: '', ranges: [[0, 12]] },
      { rule: 'b', text: '', ranges: [[6, 18]] },
    ] as const;
    const text = sourceText(bytes, { ...page, removals })
      ?.pieces.map(({ text: piece }) => piece)
      .join('');
    expect(text).toBe('网站标语讲话正文分享');
  });

  it('reads the encoding of the page', () => {
    const gbk = new Uint8Array([0xd6, 0xd0, 0xce, 0xc4]);
    expect(sourceText(gbk, { ...page, charset: 'gbk' })?.pieces).toEqual([{ text: '中文', rule: null }]);
  });

  it('stops after some hundred kilobytes and says so', () => {
    const source = sourceText(new Uint8Array(500_000).fill(0x61), page);
    expect(source?.cutAt).toBe(400_000);
    expect(source?.pieces[0]?.text).toHaveLength(400_000);
  });

  it('has nothing to show for formats that are no text', () => {
    expect(sourceText(bytes, { ...page, format: 'pdf' })).toBeNull();
  });
});
