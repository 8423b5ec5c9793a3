import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matches } from '../matching/matches.js';
import { SearchedSpeech } from '../matching/searched-speech.js';
import { formatQuery } from '../query/format-query.js';
import { parseQuery } from '../query/parse-query.js';
import type { SearchEntry, SearchIndex } from '../search-index.js';
import { anEntry, idOf, outlined } from '../testing/builders.js';
import { found } from '../testing/found.js';
import { Seeded } from '../testing/random.js';
import { openEmbeddedIndex } from './embedded-index.js';

const random = new Seeded(20_26);
const WORDS = ['科技', '创新', '清河', '水利', 'R&D', '3.5%', '科', '投入', 'XX', '某市', '，', '。', ' ', '發展', '5G'];
const HEADINGS = ['一、|科技', '二、|水利工作', '（一）|清河', '1．|创新 发展'];

const words = (count: number): string => Array.from({ length: count }, () => random.oneOf(WORDS)).join('');

function speech(number: number): SearchEntry {
  const lines = Array.from({ length: 6 }, () =>
    random.below(2) === 0 ? `${'#'.repeat(1 + random.below(2))} ${random.oneOf(HEADINGS)}` : words(4 + random.below(8)),
  );
  const dates = ['2021', '2021-03', '2021-03-05', '2020-12-31', null];
  const years = [2020, 2021, null];
  const tags = {
    site: random.oneOf(['a.example', 'B.example', null]),
    kind: random.oneOf(['speech', 'report']),
    speaker: random.oneOf(['李明', '王清河', null]),
  };
  return anEntry({
    speechId: idOf(number),
    title: words(3),
    ...outlined(lines),
    ...tags,
    date: random.oneOf(dates),
    year: random.oneOf(years),
  });
}

const LEAVES = [
  () => random.oneOf(['科技', '创新', '水', '技创', '发展', '3.5', 'R&D', '5G', 'xx', '投入R&D']),
  () => `"${words(3)}科"`,
  () => `title:${random.oneOf(['科技', '创新', '水'])}`,
  () => `heading:${random.oneOf(['科技', '一', '"创新 发展"', '工作'])}`,
  () => `speaker:${random.oneOf(['清河', '李'])}`,
  () => random.oneOf(['site:a.example', 'site:b.example', 'kind:report']),
  () =>
    random.oneOf(['year:2021', 'year:>=2021', 'year:..2020', 'date:2021-03', 'date:>2021-03-05', 'date:..2020', 'date:2021-01..2021-02']),
  () => `"${random.oneOf(['科技 创新', '水利 5G', '创新 清河 投入'])}"~${random.below(12)}`,
  () => random.oneOf(['投入[number]', '[place]', '在[place]', '清河[place]创新', '科技[number]水利', '"[person] 科技"', '5G[number]R&D']),
  () => `under:"${random.oneOf(['一、', '二、', '创新发展', '清', '1.', '无'])}"`,
];

function query(depth: number): string {
  const kind = depth === 0 ? 9 : random.below(10);
  if (kind < 4) return `${query(depth - 1)} ${query(depth - 1)}`;
  if (kind < 6) return `(${query(depth - 1)} OR ${query(depth - 1)})`;
  if (kind < 7) return `-(${query(depth - 1)})`;
  return random.oneOf(LEAVES)();
}

describe('the embedded engine', () => {
  let folder: string;
  let index: SearchIndex;
  const speeches = Array.from({ length: 120 }, (_, at) => speech(at + 1));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-meaning-'));
    index = await openEmbeddedIndex({ dataDir: folder });
    await index.upsert(speeches);
  });
  afterAll(async () => {
    await index.close();
    await rm(folder, { recursive: true });
  });

  it('finds by any query the speeches that it means', async () => {
    let answered = 0;
    for (let at = 0; at < 500; at += 1) {
      const asked = query(random.below(4));
      const tree = parseQuery(asked);
      if (!tree) continue;
      const meant = speeches.filter((entry) => matches(new SearchedSpeech(entry), tree)).map(({ speechId }) => Number(speechId.slice(-12)));
      expect({ asked, printed: formatQuery(tree), found: await found(index, asked) }).toEqual({
        asked,
        printed: expect.any(String),
        found: meant,
      });
      if (meant.length > 0 && meant.length < speeches.length) answered += 1;
    }
    expect(answered).toBeGreaterThan(200);
  }, 60_000);
});
