import fc from 'fast-check';
import { blocksOf } from './blocks.js';
import { placesOfBookmarks } from './bookmarks.js';
import { readingOrder } from './columns.js';
import { findFurniture, rowText } from './furniture.js';
import { linesOf } from './lines.js';
import { joinOf, paragraphsOf } from './paragraphs.js';
import { type Row, rowsOf } from './rows.js';
import type { Run } from './runs.js';

const SIZE = 10;

/** A piece of a line whose characters are each as wide as high. */
const run = (text: string, x: number, y: number, change: Partial<Run> = {}): Run => {
  const size = change.size ?? SIZE;
  return { text, x, y, width: [...text].length * size, size, font: 'song', turn: 0, artifact: false, role: null, block: 0, ...change };
};

const rowsIn = (runs: readonly Run[]): Row[] => rowsOf(runs, new Set());
const textsIn = (runs: readonly Run[]): string[] => rowsIn(runs).map(rowText);

/** Lines below each other from the top of a page. */
const lines = (texts: readonly string[], x = 100, y = 100): Run[] =>
  texts.map((text, index) => run(text.trimStart(), x + (text.length - text.trimStart().length) * SIZE, y + index * 16));

const paragraphsIn = (pages: readonly (readonly Run[])[]): string[] =>
  paragraphsOf(linesOf(pages.map(rowsIn))).map(({ lines: own, joins }) =>
    own.map(({ text }, index) => (joins[index] === 'hyphen' ? text.slice(0, -1) : text + (joins[index] ?? ''))).join(''),
  );

const LONG = '春夏秋冬东南西北中前后左右上下里外大小';
const INDENTED = `  ${LONG.slice(2)}`;

describe('bookmarks', () => {
  const lines = ['会议讲话', '目标', '内容很多。', '（一）目标', '办法', '目标'];

  it('name headings by lines of the text in its order, however they are spaced', () => {
    const bookmarks = ['目 标', '(一)目标', '办法：'].map((title, at) => ({ title, depth: at + 1 }));
    expect([...placesOfBookmarks(bookmarks, lines)]).toEqual([
      [1, 1],
      [3, 2],
      [4, 3],
    ]);
  });

  it('name none when most of them are other words', () => {
    const bookmarks = ['目标', '第1页', '第2页', '办法'].map((title) => ({ title, depth: 1 }));
    expect([...placesOfBookmarks(bookmarks, lines)]).toEqual([]);
    expect([...placesOfBookmarks([{ title: '目标', depth: 1 }], lines)]).toEqual([]);
  });
});

describe('rows', () => {
  it('puts pieces of one height together, in the order in which they stand', () => {
    expect(textsIn([run('乙', 110, 100.8), run('丁', 100, 120), run('甲', 100, 100), run('丙', 120, 99.5)])).toEqual(['甲乙丙', '丁']);
  });

  it('keeps raised and lowered signs on their line', () => {
    const raised = run('2', 120, 95, { size: 6 });
    expect(textsIn([run('面积', 100, 100), raised, run('多少', 126, 100)])).toEqual(['面积2多少']);
    expect(textsIn([run('面积', 100, 100), { ...raised, y: 103 }, run('多少', 126, 100)])).toEqual(['面积2多少']);
  });

  it('reads what is drawn twice for boldness once', () => {
    expect(textsIn([run('标题', 100, 100), run('标题', 100.4, 100), run('标题', 100, 100.3)])).toEqual(['标题']);
  });

  it('sets blanks between words, and between Han characters only where a gap was typed', () => {
    const words = [run('two', 100, 100, { width: 15 }), run('words', 118, 100, { width: 25 })];
    expect(textsIn(words)).toEqual(['two words']);
    expect(textsIn([run('张', 100, 100), run('三', 113, 100)])).toEqual(['张三']);
    expect(textsIn([run('张', 100, 100), run('三', 119, 100)])).toEqual(['张\u3000三']);
  });

  it('counts the glyphs of a font that cannot be read', () => {
    const rows = rowsOf([run('乱码', 100, 100, { font: 'bad' }), run('文字', 120, 100)], new Set(['bad']));
    expect(rows[0]?.segments).toMatchObject([{ text: '文字', lost: 2 }]);
  });
});

describe('columns', () => {
  const beside = (left: readonly string[], right: readonly string[], drop = 0): Run[] => [
    ...lines(left, 50),
    ...lines(right, 300, 100 + drop),
  ];
  const orderOf = (runs: readonly Run[]): string =>
    readingOrder(rowsIn(runs))
      .flatMap(({ rows }) => rows.map(rowText))
      .join('|');

  const left = ['春天的河边有很多人在植树', '夏天的时候树就长大了很多', '秋天的树叶落在了河的两岸', '冬天大家在树下扫雪和说话'];
  const right = ['东边的村子修了一条新的路', '南边的村子建了一座新的桥', '西边的村子打了一口新的井', '北边的村子办了一所新学校'];

  it('reads them one after the other', () => {
    expect(orderOf(beside(left, right))).toBe([...left, ...right].join('|'));
  });

  it('reads them so when their lines stand at different heights', () => {
    expect(orderOf(beside(left, right, 7))).toBe([...left, ...right].join('|'));
    expect(orderOf(beside(left, right, -7))).toBe([...left, ...right].join('|'));
  });

  it('reads what spans them before and after', () => {
    const title = run('横跨两栏的标题横跨两栏的标题横跨两栏的标题', 100, 70);
    const foot = run('横跨两栏的结尾横跨两栏的结尾横跨两栏的结尾', 100, 200);
    expect(orderOf([foot, ...beside(left, right), title])).toBe([title.text, ...left, ...right, foot.text].join('|'));
  });

  it('takes the cells of a table for no columns', () => {
    const names = ['镇名', '北山镇', '白石镇', '河口镇'];
    const figures = ['产量', '128', '24500', '73'];
    expect(orderOf(beside(names, figures))).toBe(names.map((name, index) => `${name} ${figures[index]}`).join('|'));
  });

  it('loses and repeats nothing, whatever stands where', () => {
    const piece = fc.tuple(fc.stringMatching(/^[甲乙丙丁]{1,12}$/), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 700 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const rows = rowsIn(pieces.map(([text, x, y]) => run(text, x, y)));
        const ordered = readingOrder(rows).flatMap((flow) => flow.rows.flatMap(({ segments }) => segments.map(({ text }) => text)));
        expect(ordered.sort()).toEqual(rows.flatMap(({ segments }) => segments.map(({ text }) => text)).sort());
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});

describe('furniture', () => {
  const page = (number: number, change: Partial<{ head: string; foot: string; body: readonly string[] }> = {}): Row[] =>
    rowsIn([
      run(change.head ?? '青禾市公报', 100, 40),
      ...lines(change.body ?? [`第${'一二三四五六'[number - 1]}页的文字在这里`, LONG, LONG], 100, 100),
      run(change.foot ?? `${number}`, 200, 300),
    ]);
  const rulesOf = (pages: readonly (readonly Row[])[]): string[][] => findFurniture(pages).map((rules) => [...rules.values()]);

  it('finds lines that recur in the same place and numbers that count the pages', () => {
    expect(rulesOf([page(1), page(2), page(3)])).toEqual(Array(3).fill(['running-header', 'page-number']));
    expect(rulesOf([page(1, { head: '2021年第3期 第1页' }), page(2, { head: '2021年第3期 第2页' })])).toEqual(
      Array(2).fill(['running-header', 'page-number']),
    );
  });

  it('finds heads that odd and even pages have in turn', () => {
    const heads = (number: number): Row[] => page(number, { head: number % 2 ? '青禾市公报' : '讲话选编' });
    expect(rulesOf([1, 2, 3, 4, 5, 6].map(heads)).every((rules) => rules[0] === 'running-header')).toBe(true);
  });

  it('leaves figures that count nothing, and lines that recur in the midst of text', () => {
    expect(rulesOf([page(1, { head: '甲', foot: '2021' }), page(2, { head: '乙', foot: '1998' })])).toEqual([[], []]);
    const refrain = ['这一句每一页都有', LONG, LONG];
    const pages = [1, 2, 3, 4, 5, 6].map((number) =>
      page(number, { head: `${'甲乙丙丁戊己'[number - 1]}`, body: number > 3 ? refrain : [LONG, LONG] }),
    );
    expect(rulesOf(pages).flat()).toEqual(Array(6).fill('page-number'));
  });

  it('finds what the producer marks, and slanted text', () => {
    const marked = rowsIn([run('内部资料', 100, 40, { artifact: true }), run('草稿', 0, 0, { turn: null }), ...lines([LONG, LONG])]);
    expect(rulesOf([marked])[0]?.sort()).toEqual(['page-artifact', 'watermark']);
  });
});

describe('paragraphs', () => {
  it('begin with an indented line and go on over lines and pages', () => {
    expect(paragraphsIn([lines([INDENTED, LONG, '还有一些。', INDENTED, LONG]), lines([LONG, '到此为止。'])])).toEqual([
      `${LONG.slice(2)}${LONG}还有一些。`,
      `${LONG.slice(2)}${LONG}${LONG}到此为止。`,
    ]);
  });

  it('end with a short line where nothing is indented', () => {
    expect(paragraphsIn([lines([LONG, '短的一行。', LONG, LONG, '又一行。'])])).toEqual([`${LONG}短的一行。`, `${LONG}${LONG}又一行。`]);
  });

  it('begin with a number when a sentence has ended', () => {
    const full = `${LONG.slice(0, -1)}。`;
    expect(paragraphsIn([lines([LONG, full, `一、${LONG.slice(2)}`, LONG])])).toEqual([LONG + full, `一、${LONG.slice(2)}${LONG}`]);
  });

  it('are parted by space', () => {
    const full = `${LONG.slice(0, -1)}。`;
    expect(paragraphsIn([[...lines([LONG, full, full]), ...lines([LONG, full], 100, 170)]])).toEqual([LONG + full + full, LONG + full]);
  });

  it.each([
    ['青禾', '市区', ''],
    ['the end', 'of lines', ' '],
    ['exam-', 'ple', 'hyphen'],
    ['Jean-', 'Paul', ' '],
    ['青禾', 'City', ''],
    ['1990-', '2000', ' '],
    ['共20', '21人', ''],
  ])('join %s and %s by "%s"', (before, after, join) => {
    expect(joinOf(before, after)).toBe(join);
  });
});

describe('blocks', () => {
  const kindsIn = (runs: readonly Run[]): string[] =>
    blocksOf(paragraphsOf(linesOf([rowsIn(runs)]))).map(({ kind, level }) => `${kind}${level ?? ''}`);

  it('knows title and headings by their size', () => {
    const runs = [
      run('一个标题', 160, 60, { size: 20 }),
      ...lines([INDENTED, LONG, LONG]),
      run('第一节', 100, 180, { size: 14 }),
      ...lines([INDENTED, LONG, LONG], 100, 210),
    ];
    expect(kindsIn(runs)).toEqual(['title', 'paragraph', 'heading1', 'paragraph']);
  });

  it('makes one table of rows with cells', () => {
    const cells = (texts: readonly string[], y: number): Run[] => texts.map((text, index) => run(text, 100 + index * 80, y));
    const runs = [
      ...lines(['标题', LONG, LONG]),
      ...cells(['镇名', '产量'], 160),
      ...cells(['北山', '12'], 176),
      ...lines([LONG, LONG], 100, 210),
    ];
    expect(kindsIn(runs).filter((kind) => kind === 'table')).toHaveLength(1);
  });
});
