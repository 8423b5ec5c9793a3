import fc from 'fast-check';
import { changesBetween } from './page-changes.js';
import type { PageResult, ParsedSpeech } from './page-result.js';
import { shareChanged } from './share-changed.js';

const aSpeech = (fields: Partial<ParsedSpeech> = {}): ParsedSpeech => ({
  ...{ title: '在青禾镇会议上的讲话', kind: 'speech', salutation: null, date: null, year: null, occasion: null, speaker: null },
  text: '一、产业\n茶园增加了三成。',
  blocks: [{ kind: 'heading', level: 1, text: '一、产业', start: 0, ranges: [[0, 12]] }],
  outline: [{ level: 1, marker: '一、', text: '产业', start: 0, parent: null }],
  redactions: [],
  confidence: 1,
  ...fields,
});

const aPage = (fields: Partial<PageResult> = {}): PageResult => ({
  ...{
    parserVersion: '1',
    format: 'text',
    charset: 'utf-8',
    parts: null,
    language: 'zh',
    site: null,
    title: '讲话',
    fileType: null,
    pages: null,
  },
  ...{ family: 'text', template: null, slices: 0, sliceLength: null, compilation: false, publishedAt: null, metadata: {} },
  ...{ speeches: [aSpeech()], removals: [], gaps: [], quality: { score: 1, reasons: [] } },
  ...fields,
});

const kinds = (before: PageResult, after: PageResult, pairs: readonly (number | null)[] = [0]) =>
  changesBetween(before, after, pairs).kinds;

describe('changes between two results', () => {
  it('are none when only the version differs', () => {
    expect(changesBetween(aPage(), aPage({ parserVersion: '2' }), [0])).toEqual({ kinds: [], share: 0, added: 0, vanished: 0 });
  });

  it.each([
    ['title', aPage({ title: '别的' })],
    ['metadata', aPage({ metadata: { uploader: '小满' } })],
    ['removals', aPage({ removals: [{ rule: 'share-line', text: '分享', ranges: [[0, 6]] }] })],
    ['gaps', aPage({ gaps: [{ kind: 'cut-end', at: 9, extent: null }] })],
    ['quality', aPage({ quality: { score: 0.5, reasons: ['noise'] } })],
    ['reading', aPage({ charset: 'gb18030' })],
    ['reading', { ...aPage(), another: 1 } as PageResult],
  ])('of the page are told apart: %s', (kind, after) => {
    expect(kinds(aPage(), after)).toEqual([kind]);
  });

  it.each<[string, Partial<ParsedSpeech>]>([
    ['title', { title: '别的' }],
    ['metadata', { speaker: '张三' }],
    ['quality', { confidence: 0.5 }],
    ['outline', { outline: [] }],
    ['redactions', { redactions: [{ kind: 'place', form: 'some', text: '某市', start: 0 }] }],
    ['blocks', { blocks: [] }],
    ['ranges', { blocks: [{ kind: 'heading', level: 1, text: '一、产业', start: 0, ranges: [[3, 15]] }] }],
    ['text', { text: '一、产业\n茶园增加了四成。' }],
  ])('of a speech are told apart: %s', (kind, fields) => {
    expect(kinds(aPage(), aPage({ speeches: [aSpeech(fields)] }))).toEqual([kind]);
  });

  it('do not call it a new outline when the text only moved it', () => {
    const moved = aSpeech({
      text: `题记\n${aSpeech().text}`,
      outline: [{ level: 1, marker: '一、', text: '产业', start: 3, parent: null }],
    });
    expect(kinds(aPage(), aPage({ speeches: [moved] }))).toEqual(['text']);
  });

  it('count speeches that came, went and changed places', () => {
    const two = aPage({ speeches: [aSpeech(), aSpeech({ title: '乙', text: '第二篇的文字' })] });
    expect(changesBetween(two, aPage(), [0])).toMatchObject({ kinds: ['speech-removed'], added: 0, vanished: 1 });
    expect(changesBetween(aPage(), two, [0, null])).toMatchObject({ kinds: ['speech-added'], added: 1, vanished: 0 });
    expect(kinds(two, { ...two, speeches: two.speeches.toReversed() }, [1, 0])).toEqual(['order']);
  });
});

describe('the share of changed text', () => {
  const line = fc.array(fc.constantFrom(...'青禾镇的茶园，增加了三成。'), { maxLength: 12 }).map((signs) => signs.join(''));
  const lines = fc.array(line, { maxLength: 8 });

  it('is 0 for the same text in whatever order of lines, and lies between 0 and 1', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        expect(shareChanged(before.join('\n'), before.toReversed().join('\n'))).toBe(0);
        const share = shareChanged(before.join('\n'), after.join('\n'));
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is 1 for another text, a half for half of it, small for one sign', () => {
    expect(shareChanged('甲乙丙丁', '戊己庚辛')).toBe(1);
    expect(shareChanged('甲乙丙丁\n戊己庚辛', '甲乙丙丁\n')).toBe(0.5);
    expect(shareChanged('', '甲乙')).toBe(1);
    expect(shareChanged('甲'.repeat(50) + '乙'.repeat(50), `${'甲'.repeat(50)}丙${'乙'.repeat(50)}`)).toBeLessThan(0.05);
  });
});
