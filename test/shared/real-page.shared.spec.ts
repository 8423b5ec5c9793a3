import { readFileSync } from 'node:fs';
import type { PageResult } from '#domain';
import { coverageOf, parsePage, readPage } from '#parsing';

const bytes = readFileSync(new URL('../../../shared/samples/000_84cd3a58cfc529e6.txt', import.meta.url));
const hints = { url: null, contentType: null, fileName: null };

describe('the real page', () => {
  let page: PageResult;

  beforeAll(async () => {
    page = await parsePage(bytes, hints);
  });

  it('says which file it shows and where', () => {
    expect(page).toMatchObject({
      site: 'taowenge.com',
      title: '2021年全市科技工作会议讲话稿和共享全国文明城党课稿合编',
      fileType: 'docx',
      pages: 15,
      family: 'docshare',
      template: 'mobile',
      slices: 26,
      sliceLength: 300,
      compilation: true,
      gaps: [],
    });
  });

  it('holds two works', () => {
    expect(page.speeches.map(({ title, kind, salutation }) => ({ title, kind, salutation }))).toEqual([
      { title: '2021年全市科技工作会议讲话范文稿', kind: 'speech', salutation: null },
      { title: '2021年共享全国文明城党课范文稿', kind: 'lecture', salutation: '同志们:' },
    ]);
  });

  it('has an outline of 52 headings in three levels, each below the one that encloses it', () => {
    const outlines = page.speeches.map(({ outline }) => outline);
    expect(outlines.map(({ length }) => length)).toEqual([29, 23]);
    expect([...new Set(outlines.flat().map(({ level }) => level))].sort()).toEqual([1, 2, 3]);
    for (const outline of outlines) {
      for (const { level, parent } of outline) expect(parent === null ? 0 : outline[parent]?.level).toBe(level - 1);
    }
    expect(outlines.flat().some(({ text }) => text.startsWith('三产业'))).toBe(false);
  });

  it('counts what was taken out', () => {
    const redactions = page.speeches.flatMap((speech) => speech.redactions);
    expect(redactions.filter(({ form }) => form === 'placeholder')).toHaveLength(167);
    expect(redactions.filter(({ form, text }) => form === 'blank' && text === '%')).toHaveLength(23);
  });

  it('has no slice mark and no slogan left, and phrases across cuts whole', () => {
    const text = page.speeches.map((speech) => speech.text).join('\n');
    expect(text).not.toMatch(/由会员分享|珍藏版|\d+、/);
    expect(text).toContain('继续保持全省第一');
    expect(text).toContain('人均公园绿地面积达XX平方米');
  });

  it('accounts for each visible character exactly once', async () => {
    const { visible } = await readPage(bytes, hints);
    expect(coverageOf(visible, page)).toEqual({ missing: [], twice: [] });
  });

  it('gives the same text for the bytes of each block', () => {
    for (const { blocks, text } of page.speeches) {
      for (const block of blocks) {
        expect(text.slice(block.start, block.start + block.text.length)).toBe(block.text);
        expect(block.ranges.map(([from, to]) => bytes.subarray(from, to).toString('utf8')).join('')).toBe(block.text);
      }
    }
  });

  it('changes nothing when it reads its own text again', async () => {
    for (const { text } of page.speeches) {
      const again = await parsePage(Buffer.from(text), hints);
      expect(again.speeches.map((speech) => speech.text)).toEqual([text]);
    }
  });
});
