import { type ListLevels, numbering } from '../../testing/build-docx.js';
import { ListCounters } from './list-counters.js';
import { readNumbering } from './read-numbering.js';

type Lists = Parameters<typeof numbering>[1];

function counters(definitions: readonly ListLevels[], lists: Lists = definitions.map((_, at) => [at + 1])): ListCounters {
  return new ListCounters(readNumbering(Buffer.from(`<w:numbering>${numbering(definitions, lists)}</w:numbering>`)), () => null);
}

/** Labels of paragraphs given as list and level: `1.0`. */
const labels = (list: ListCounters, places: string): string[] =>
  places.split(' ').map((place) => list.labelOf({ list: place.split('.')[0] ?? '', level: Number(place.split('.')[1]) })?.text ?? '-');

const start = (level: number, value: number): string =>
  `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${value}"/></w:lvlOverride>`;

const tight = '<w:suff w:val="nothing"/>';
const outline: ListLevels = [
  ['chineseCounting', '%1、'],
  ['chineseCounting', '（%2）'],
  ['decimal', '%3.', tight],
];
const decimals: ListLevels = [
  ['decimal', '%1', tight],
  ['decimal', '%1.%2', tight],
  ['decimal', '%1.%2.%3', tight],
];

describe('counting the paragraphs of lists', () => {
  it('begins a level anew below each paragraph of a higher one', () => {
    expect(labels(counters([outline]), '1.0 1.1 1.1 1.2 1.2 1.1 1.2 1.0 1.1')).toEqual([
      '一、',
      '（一）',
      '（二）',
      '1.',
      '2.',
      '（三）',
      '1.',
      '二、',
      '（一）',
    ]);
  });

  it('prints the numbers of several levels', () => {
    expect(labels(counters([decimals]), '1.0 1.1 1.2 1.2 1.1 1.2 1.0 1.1')).toEqual([
      '1',
      '1.1',
      '1.1.1',
      '1.1.2',
      '1.2',
      '1.2.1',
      '2',
      '2.1',
    ]);
  });

  it('prints the start of levels that have been skipped, and counts on from it', () => {
    expect(labels(counters([decimals]), '1.2 1.1 1.0')).toEqual(['1.1.1', '1.2', '2']);
  });

  it('takes a start that the file leaves out for zero, and prints nothing for a bullet among the numbers of a level', () => {
    const definition = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="ordinal"/><w:lvlText w:val="%1"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="*"/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:lvlText w:val="%1.%2.%3"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`;
    const list = new ListCounters(readNumbering(Buffer.from(`<w:numbering>${definition}</w:numbering>`)), () => null);
    expect(labels(list, '1.0 1.0 1.2')).toEqual(['0th ', '1st ', '1st..1 ']);
  });

  it('goes on in lists of one definition, and begins a list with its own start once', () => {
    const three = counters([outline], [[1], [1], [1, start(0, 5)]]);
    expect(labels(three, '1.0 2.0 3.0 3.0 1.0 3.0')).toEqual(['一、', '二、', '五、', '六、', '七、', '八、']);
  });

  it('counts lists of two definitions apart', () => {
    expect(labels(counters([outline, decimals]), '1.0 2.0 1.0 2.0')).toEqual(['一、', '1', '二、', '2']);
  });

  it('begins where a level says', () => {
    const [first, ...others] = decimals;
    expect(labels(counters([[['decimal', first?.[1] ?? '', `<w:start w:val="7"/>${tight}`], ...others]]), '1.0 1.0 1.1')).toEqual([
      '7',
      '8',
      '8.1',
    ]);
  });

  it('restarts a level only where it is told to', () => {
    const never: ListLevels = [decimals[0] as never, ['decimal', '%2', `<w:lvlRestart w:val="0"/>${tight}`]];
    expect(labels(counters([never]), '1.0 1.1 1.1 1.0 1.1')).toEqual(['1', '1', '2', '2', '3']);
    const afterFirst: ListLevels = [decimals[0] as never, decimals[1] as never, ['decimal', '%3', `<w:lvlRestart w:val="1"/>${tight}`]];
    expect(labels(counters([afterFirst]), '1.0 1.1 1.2 1.1 1.2 1.0 1.2')).toEqual(['1', '1.1', '1', '1.2', '2', '2', '1']);
  });

  it('prints a level as its list overrides it, and counts on', () => {
    const level =
      '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/><w:suff w:val="space"/></w:lvl>';
    const two = counters([outline], [[1], [1, `<w:lvlOverride w:ilvl="0">${level}</w:lvlOverride>`]]);
    expect(labels(two, '1.0 2.0 1.0')).toEqual(['一、', 'B) ', '三、']);
  });

  it('prints figures where a level is legal, and nothing for a number without format', () => {
    const legal: ListLevels = [
      ['chineseCounting', '第%1章', '<w:suff w:val="space"/>'],
      ['decimal', '%1.%2', `<w:isLgl/>${tight}`],
    ];
    expect(labels(counters([legal]), '1.0 1.0 1.1')).toEqual(['第一章 ', '第二章 ', '2.1']);
    expect(labels(counters([[['none', '附：%1', tight]], [['none', '']]]), '1.0 2.0')).toEqual(['附：', '']);
  });

  it('keeps numbers apart from the text unless a full-width mark ends them', () => {
    const signs: ListLevels[] = ['%1、', '（%1）', '%1．', '%1.', '%1)', '第%1条'].map((text) => [['decimal', text]]);
    expect(labels(counters(signs), '1.0 2.0 3.0 4.0 5.0 6.0')).toEqual(['1、', '（1）', '1．', '1. ', '1) ', '第1条 ']);
  });

  it('shows bullets of symbol fonts as what they look like', () => {
    const font = (name: string): string => `<w:rPr><w:rFonts w:ascii="${name}" w:hAnsi="${name}"/></w:rPr>`;
    const bullets: ListLevels[] = [
      [['bullet', '\uf06c', font('Wingdings')]],
      [['bullet', '\uf0b7', font('Symbol')]],
      [['bullet', 'o', font('Courier New')]],
      [['bullet', '–', font('SimSun')]],
      [['bullet', '\uf0ff', font('Some Font')]],
    ];
    expect(labels(counters(bullets), '1.0 2.0 3.0 4.0 5.0')).toEqual(['● ', '• ', '◦ ', '– ', '• ']);
    expect(counters(bullets).labelOf({ list: '1', level: 0 })?.isBullet).toBe(true);
  });

  it('gives no label for a list that nothing defines, and a short one for a pattern without end', () => {
    expect(labels(counters([outline]), '9.0')).toEqual(['-']);
    expect(labels(counters([[['decimal', '%1'.repeat(10_000)]]]), '1.0')[0]?.length).toBeLessThan(50);
  });

  it('finds the levels of a definition that links to a numbering style', () => {
    const markup = `<w:numbering><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>
      ${numbering([outline], [[1]])
        .replace('w:abstractNumId="1"', 'w:abstractNumId="8"')
        .replace('numId="1"><w:abstractNumId w:val="1"', 'numId="8"><w:abstractNumId w:val="8"')}
      <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>`;
    const linked = new ListCounters(readNumbering(Buffer.from(markup)), (style) => (style === 'S' ? '8' : null));
    expect(labels(linked, '1.0 8.0')).toEqual(['一、', '二、']);
    const circle = new ListCounters(readNumbering(Buffer.from(markup)), () => '1');
    expect(labels(circle, '1.0')).toEqual(['-']);
  });
});
