import { parsePage } from '#parsing';
import { htmlPage } from './html-page.js';

describe('a page of the bench’s site', () => {
  const pageAt = (number: number) => htmlPage({ seed: 3, number, bytes: 20_000 });

  it('has the size asked for, and is the same each time', () => {
    for (const number of [0, 1, 2]) expect(Math.abs(Buffer.byteLength(pageAt(number).html) / 20_000 - 1)).toBeLessThan(0.1);
    expect(pageAt(1)).toEqual(pageAt(1));
    expect(pageAt(1).phrase).not.toBe(pageAt(2).phrase);
  });

  it('is read as one speech', async () => {
    const { html, title, phrase } = pageAt(7);
    const hints = { url: 'http://127.0.0.1:8000/speeches/7.html', contentType: 'text/html', fileName: null };
    const { speeches } = await parsePage(Buffer.from(html), hints);
    expect(speeches.map((speech) => speech.title)).toEqual([title]);
    expect(speeches[0]?.text).toContain(phrase);
    expect(speeches[0]?.text).not.toContain('栏目');
  });
});
