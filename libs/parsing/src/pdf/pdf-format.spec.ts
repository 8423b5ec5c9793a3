import type { CaptureHints } from '#domain';
import { formatOf } from '../formats/registry.js';
import { parsePage } from '../parse-page.js';
import { makePdf } from '../testing/pdf-writer.js';
import { isoDate } from './metadata.js';

const hints: CaptureHints = { url: null, contentType: null, fileName: null };
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('PDF', () => {
  it('is known by its head, also behind something else, and not by a text about it', () => {
    const file = makePdf([{ texts: [{ x: 72, y: 700, text: '文字在这里。' }] }]);
    expect(formatOf(file, { ...hints, contentType: 'text/html' }).name).toBe('pdf');
    expect(formatOf(Buffer.concat([bytesOf('\r\nHTTP noise\r\n'), file]), hints).name).toBe('pdf');
    expect(formatOf(bytesOf('A file begins with %PDF-1.7 and ends with %%EOF.'), hints).name).toBe('text');
    expect(formatOf(bytesOf('plain words'), { ...hints, contentType: 'application/pdf' }).name).toBe('text');
  });

  it('is read the same way twice, and leaves the bytes of the capture alone', async () => {
    const bytes = makePdf([{ texts: [{ x: 72, y: 700, text: '同样的文字，同样的结果。' }] }]);
    const before = bytes.slice();
    const [first, second] = await Promise.all([parsePage(bytes, hints), parsePage(bytes, hints)]);
    expect(first).toEqual(second);
    expect(first.speeches[0]?.text).toBe('同样的文字，同样的结果。');
    expect(bytes).toEqual(before);
  });

  it('says what the file lacks', async () => {
    const whole = makePdf([
      { texts: [{ x: 72, y: 700, text: '文字在这里，很多文字。' }] },
      { texts: [], image: true },
      { texts: [], image: true },
    ]);
    expect((await parsePage(whole, hints)).quality.reasons).toEqual(['pages-without-text']);
    const cut = await parsePage(whole.slice(0, -60), hints);
    expect(cut.quality.reasons).toContain('cut-file');
    expect(cut.speeches[0]?.text).toBe('文字在这里，很多文字。');
  });

  it.each([
    ["D:20210315093000+08'00'", '2021-03-15T01:30:00.000Z'],
    ['D:20210315093000Z', '2021-03-15T09:30:00.000Z'],
    ['D:20210315', '2021-03-15'],
    ['20210315', '2021-03-15'],
    ['D:2021', '2021-01-01'],
    ['D:20211399', null],
    ['gestern', null],
  ])('reads the date %s as %s', (printed, iso) => {
    expect(isoDate(printed)).toBe(iso);
  });
});
