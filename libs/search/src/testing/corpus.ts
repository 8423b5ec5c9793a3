import type { SearchEntry } from '../search-index.js';
import { anEntry, idOf } from './builders.js';
import { Seeded } from './random.js';

const WORDS =
  '全市 科技 创新 工作 会议 清河 石桥镇 文明 城市 建设 发展 春耕 农业 水利 的 和 在 要 把 党 人民 群众 服务 大局 高质量 第一 继续保持 公园绿地 面积 达到 增长 投入'.split(
    ' ',
  );
const TRADITIONAL = '發展 農業 後來 臺灣 裡面 會議 創新 群眾 服務 麵粉 乾淨 頭髮 高質量'.split(' ');
const OTHERS = [
  'R&D',
  '3.5%',
  '９.3%',
  'ＧＤＰ',
  'gdp',
  '2020PP',
  '1,000',
  '10:30',
  '𠀀𠮷',
  'カタカナ',
  'ﾃﾚﾋﾞ',
  ' 한국어 연설 ',
  'Wi-Fi',
  '5G',
  'Ｎ95',
  'x_y',
];
const PUNCTUATION = ['，', '。', '、', '；\n', '：', '（', '）', '“', '”', ' ', '\n', '——'];

/** So many speeches of mixed text, the same for the same seed. */
export function corpus(count: number, seed: number): SearchEntry[] {
  const random = new Seeded(seed);
  return Array.from({ length: count }, (_, at) =>
    anEntry({
      speechId: idOf(at + 1),
      title: sentence(random, 3 + random.below(4)).trim(),
      text: sentence(random, 20 + random.below(120)),
      site: `www.${random.oneOf(['qinghe', 'shiqiao', 'nanpu'])}.example`,
      kind: random.oneOf(['speech', 'report', 'plan']),
      year: 2015 + random.below(8),
      date: null,
    }),
  );
}

function sentence(random: Seeded, words: number): string {
  let text = '';
  for (let at = 0; at < words; at += 1) {
    const lot = random.below(20);
    text +=
      lot < 12 ? random.oneOf(WORDS) : lot < 14 ? random.oneOf(TRADITIONAL) : lot < 16 ? random.oneOf(OTHERS) : random.oneOf(PUNCTUATION);
  }
  return text;
}

/** Stretches of 1 to 14 characters out of the corpus, without white space or punctuation that parts Han text. */
export function stretches(entries: readonly SearchEntry[], count: number, seed: number): string[] {
  const random = new Seeded(seed);
  const found: string[] = [];
  while (found.length < count) {
    const { text } = random.oneOf(entries);
    const pieces = text.split(/[\s，。、；：（）“”—]+/).filter((piece) => piece !== '');
    const characters = [...random.oneOf(pieces.length > 0 ? pieces : ['科'])];
    const from = random.below(characters.length);
    found.push(characters.slice(from, from + 1 + random.below(14)).join(''));
  }
  return found;
}
