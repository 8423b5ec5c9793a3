import type { SearchEntry, SearchIndex } from '../search-index.js';
import { anEntry, idOf, outlined } from './builders.js';
import { corpus, stretches } from './corpus.js';
import { found } from './found.js';
import { scan } from './oracle.js';

/** What each form of the query language finds. */
export function findingContract(index: () => SearchIndex): void {
  const give = (...speeches: Partial<SearchEntry>[]) =>
    index().upsert(speeches.map((fields, at) => anEntry({ speechId: idOf(at + 1), title: '讲话', ...fields })));
  const texts = (...all: string[]) => give(...all.map((text) => ({ text })));
  const expectFound = async (expected: Readonly<Record<string, readonly number[]>>) => {
    const answers = await Promise.all(Object.keys(expected).map(async (query) => [query, await found(index(), query)] as const));
    expect(Object.fromEntries(answers)).toEqual(expected);
  };

  it('finds two characters inside a long run of Han text, in title or text, and nothing else', async () => {
    await give(
      { text: '我们要共享全国文明城市创建成果' },
      { text: '国文，明城' },
      { title: '全国文明城', text: '无' },
      { text: '文明 城' },
    );
    await expectFound({ 国文: [1, 2, 3], 明城: [1, 2, 3], 全国文明城: [1, 3], 城明: [], 文明城: [1, 3] });
  });

  it('finds single characters wherever they stand', async () => {
    await texts('科技', '高科', '科', '技，科，高', '秀', '科\n');
    await expectFound({ 科: [1, 2, 3, 4, 6], 技: [1, 4], 高: [2, 4], 秀: [5], 农: [] });
  });

  it('finds no phrase across punctuation', async () => {
    await texts('科技，工作', '科技工作', '科，技工作', '科技\n工作');
    await expectFound({ 科技工作: [2], 技工: [2, 3], '"科技工作"': [2] });
  });

  it('parts words without quotes at punctuation, and lets a space in quotes stand for any separators or none', async () => {
    await texts('科技，创新', '科技创新', '创新科技', '科技与创新', '科技 创新');
    await expectFound({ '科技，创新': [1, 2, 3, 4, 5], '"科技 创新"': [1, 2, 5], '“科技，创新”': [1, 2, 5], '科技 创新': [1, 2, 3, 4, 5] });
  });

  it('follows a phrase in quotes over many separators', async () => {
    await texts('一，二，三，四，五，六，七', '一二三四五六七', '一，二，三，四，五，七，六', '七，六，五，四，三，二，一');
    await expectFound({ '"一 二 三 四 五 六 七"': [1, 2], '-"一 二 三 四 五 六 七"': [3, 4] });
  });

  it('finds words of letters and digits whole, also inside phrases', async () => {
    await texts('大R&D投入达3.5%', '2020PP 和 9.3', 'Wi-Fi 与 5G', "can't", 'ＧＤＰ增长');
    await expectFound({ 'R&D': [1], 大R: [1], D投: [1], 加R: [], '3.5': [1], '3': [], '2020P': [], '2020pp': [2], '9': [], '9.3': [2] });
    await expectFound({ 'wi-fi': [3], '5G': [3], '5': [], "can't": [4], can: [], gdp: [5], gdp增: [5], 达3: [], '达3.5': [1] });
  });

  it('folds width, case and script both ways', async () => {
    await texts('ABC１２３年', 'ａｂｃ123年', '臺灣後來發展', '台湾后来发展', '頭髮', 'ｶﾀｶﾅ');
    await expectFound({
      ａＢｃ123: [1, 2],
      '１２３年': [],
      abc１２３年: [1, 2],
      后来: [3, 4],
      後來: [3, 4],
      臺灣: [3, 4],
      发: [3, 4, 5],
      カタ: [6],
      ﾀｶ: [6],
    });
  });

  it('finds characters beyond the basic plane, kana and Hangul like Han text', async () => {
    await texts('姓𠮷的𠀀字', '東京タワーへ', '한국어 연설');
    await expectFound({ 𠮷: [1], 的𠀀: [1], 𠀀𠮷: [], タワ: [2], 京タ: [2], へ: [2], 국어: [3], 연: [3] });
  });

  it('combines by AND, OR, NOT and brackets', async () => {
    await texts('甲乙', '甲丙', '乙丙', '甲乙丙', '丁');
    await expectFound({
      '甲 乙': [1, 4],
      '甲 OR 丁': [1, 2, 4, 5],
      '甲 -乙': [2],
      '-甲': [3, 5],
      'NOT 甲 NOT 丁': [3],
      '-(甲 OR 丁)': [3],
    });
    await expectFound({
      '甲 (乙 OR 丙)': [1, 2, 4],
      '丁 OR 甲 乙': [1, 4, 5],
      '(丁 OR 甲) 乙': [1, 4],
      '-甲 OR 乙': [1, 3, 4, 5],
      '-(甲 乙)': [2, 3, 5],
    });
    await expectFound({ '（甲　ＯＲ　丁）－乙': [2, 5], '-(-甲)': [1, 2, 4], '(甲 -丙) OR (丙 -甲)': [1, 3], '甲 -(乙 -丙)': [2, 4] });
  });

  it('looks into one field when it is named', async () => {
    const { text, outline } = outlined(['# 一、|春耕生产', '抓好水利。', '# 二、|防汛工作', '春耕之后。']);
    await give(
      { title: '春耕讲话', text: '水利' },
      { title: '讲话', text, outline, speaker: '欧阳春', kind: 'Report', site: 'WWW.Shiqiao.example' },
    );
    await expectFound({
      'title:春耕': [1],
      'heading:春耕': [2],
      'heading:"一、春耕"': [2],
      'heading:水利': [],
      'title:(春耕 OR 防汛)': [1],
    });
    await expectFound({
      'speaker:欧阳': [2],
      'speaker:一鸣': [1],
      'kind:report': [2],
      'site:www.shiqiao.example': [2],
      'site:shiqiao': [],
    });
    await expectFound({ '水利 -title:春耕': [2], '-heading:春耕': [1], 'title:水利 OR kind:speech': [1], '-kind:report 水利': [1] });
  });

  it('compares years, and partial dates by the days they may mean', async () => {
    await give(
      { date: '2021-03-05', year: 2021 },
      { date: '2021-03', year: 2021 },
      { date: '2021', year: 2021 },
      { date: null, year: 2020 },
    );
    await index().upsert([
      anEntry({ speechId: idOf(5), date: null, year: null }),
      anEntry({ speechId: idOf(6), date: '2019-12-31', year: null }),
    ]);
    await expectFound({ 'year:2021': [1, 2, 3], 'year:2019..2020': [4, 6], 'year:>=2020': [1, 2, 3, 4], '-year:2021': [4, 5, 6] });
    await expectFound({ 'date:2021-03': [1, 2, 3], 'date:2021-03-05': [1, 2, 3], 'date:2021-03-06': [2, 3], 'date:2021-04..2021-06': [3] });
    await expectFound({
      'date:>2021-03': [3],
      'date:<2021-03-05': [2, 3, 4, 6],
      'date:..2019': [6],
      'date:2020-05': [4],
      '-date:2021': [4, 5, 6],
    });
  });

  it('narrows the words beside under: to sections with that heading, those below it included', async () => {
    const lines = [
      '开头讲水利。',
      '# 一、|农业 生产',
      '抓好春耕。',
      '## （一）|兴修水库',
      '抓好防汛。',
      '# 二、|城市建设',
      '抓好绿化。春耕之后。',
    ];
    await give(outlined(lines), outlined(['# 二、|农业生产', '抓好绿化。']), { text: '农业生产，春耕。' });
    await expectFound({
      'under:"一、"': [1],
      'under:二、': [1, 2],
      'under:农业生产': [1, 2],
      'under:"一、" 春耕': [1],
      'under:水库 春耕': [],
    });
    await expectFound({
      'under:农业 防汛': [1],
      'under:"一、" 绿化': [],
      'under:农业 绿化': [2],
      'under:农业 (绿化 OR 防汛)': [1, 2],
      'under:农业 水利': [],
    });
    await expectFound({
      'under:农业 under:水库 防汛': [1],
      'under:农业 under:水库 春耕': [],
      '春耕 -under:农业': [3],
      'under:农业 -绿化': [],
    });
  });

  it('finds words near each other, in either order', async () => {
    await texts('科技带动创新', '创新离不开科技', '科技的发展要靠不断地创新', '科技', '科技创新');
    await expectFound({ '"科技 创新"~2': [1, 5], '"创新 科技"~3': [1, 2, 5], '"科技 创新"~0': [5], '"科技 创新"~50': [1, 2, 3, 5] });
    await expectFound({ '-"科技 创新"~2': [2, 3, 4], '"科技 创新"~2 OR 离不开': [1, 2, 5], '"科技 带动 创新"~0': [1] });
  });

  it('finds redactions of every form by a slot', async () => {
    await texts(
      '在XX召开',
      '在某市召开',
      '在××县召开',
      '在清河县召开',
      '投入亿元',
      '投入ＸＸ亿元',
      '投入3亿元',
      '张XX同志说',
      '增长%，下降3%',
    );
    await expectFound({
      '在[place]召开': [1, 2, 3],
      '投入[number]亿元': [5, 6],
      '[person]同志': [8],
      '增长[percentage]': [9],
      '下降[percentage]': [],
    });
    await expectFound({ '在[place]召开 OR 清河县': [1, 2, 3, 4], '-在[place]召开 召开': [4], '投入【number】亿元 -ＸＸ': [5] });
  });

  it('finds only among the speeches that a request names', async () => {
    await texts('甲乙', '甲乙', '甲丙');
    const speechIds = [idOf(1), idOf(3), idOf(9)];
    expect(await found(index(), '甲', { filters: { speechIds } })).toEqual([1, 3]);
    expect(await found(index(), '乙', { filters: { speechIds } })).toEqual([1]);
    expect(await found(index(), '"甲 乙"~3', { filters: { speechIds } })).toEqual([1]);
    expect(await found(index(), '', { filters: { speechIds: [] } })).toEqual([]);
  });

  it('finds by any stretch of text exactly what a plain scan finds', async () => {
    const speeches = corpus(80, 20_21);
    await index().upsert(speeches);
    const numbers = (ids: readonly string[]) => ids.map((id) => Number(id.slice(-12)));
    for (const stretch of stretches(speeches, 400, 7)) {
      if (!/[\p{L}\p{N}]/u.test(stretch)) continue;
      const answer = { stretch, found: await found(index(), `"${stretch}"`) };
      expect(answer).toEqual({ stretch, found: numbers(scan(speeches, stretch)) });
    }
  }, 60_000);

  const hostile = [
    '"',
    '""',
    "'",
    '*',
    '^科',
    'NEAR(甲 乙)',
    '甲 NEAR 乙',
    '{body}:甲',
    'body:甲',
    '甲*',
    '甲" OR "乙',
    "'; drop table meta; --",
    '甲\0乙',
    '\ud800',
    '甲\udc00',
    '\\',
    '%',
    '_',
    '甲:乙',
    ':',
    '+甲',
    '甲 AND',
    '((((',
    '[place',
    '~5',
    '"甲"~',
    '科'.repeat(10_000),
    '😀',
    '𠀀',
  ];
  it('answers or refuses hostile queries, and lives on', async () => {
    await texts('甲乙', '丙');
    for (const query of hostile) {
      const answer = await found(index(), query).catch((error: Error) => error.name);
      expect({ query, answer }).toEqual({ query, answer: Array.isArray(answer) ? expect.any(Array) : 'QuerySyntaxError' });
    }
    await expectFound({ '甲\0乙': [1], '甲*': [1], '^丙': [2], "甲'": [1] });
  });
}
