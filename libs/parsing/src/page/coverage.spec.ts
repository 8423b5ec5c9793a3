import { parsePage } from '../parse-page.js';
import { readPage } from '../read-page.js';
import { buildDocx, inList, numbering, para } from '../testing/build-docx.js';
import { coverageOf } from './coverage.js';

const hints = { url: null, contentType: null, fileName: null };
const bytes = buildDocx({
  body: [para('会议讲话'), para('', inList(1)), para('加强领导', inList(1))].join(''),
  numbering: numbering([[['decimal', '%1、']]], [[1]]),
});

describe('the coverage of a page with made-up characters', () => {
  it('follows characters with bytes and counts those without', async () => {
    const [page, { visible }] = await Promise.all([parsePage(bytes, hints), readPage(bytes, hints)]);
    expect(visible.text).toBe('会议讲话\n1、\n2、加强领导');
    expect(coverageOf(visible, page)).toEqual({ missing: [], twice: [] });
    const changed = (blocks: (typeof page.speeches)[number]['blocks']) => ({
      ...page,
      speeches: page.speeches.map((speech) => ({ ...speech, blocks })),
    });
    const [title, ...others] = page.speeches[0]?.blocks ?? [];
    const numbers = others.filter(({ ranges }) => ranges.length === 0);
    expect(numbers.map(({ text }) => text)).toEqual(['1、']);
    const rest = others.filter((block) => !numbers.includes(block));
    expect(coverageOf(visible, changed(title ? [title, ...rest] : rest)).missing).toEqual(['2 made-up characters']);
    expect(coverageOf(visible, changed(title ? [title, ...numbers, ...others] : others)).twice).toEqual(['2 made-up characters']);
    expect(coverageOf(visible, changed(others)).missing).toEqual(['会议讲话']);
  });
});
