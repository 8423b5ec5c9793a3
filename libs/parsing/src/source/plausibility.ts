import { fold } from '#text';

/** Characters that make up most of any Chinese text of public life, in simplified script. */
const USUAL =
  '的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学之都好看起发当没成只如事把还用第样道想作种开美总从无情面最女但现前些所同日手又行意动方期它头经长儿回位分因很给名法间知世什两次使身者被高已亲其进此话常与活正工业会议市县区政府领导干部志党委门建设展济社文化教育管理服务组织群众项目企农村镇省局公司报告讲计划精神习贯彻实坚持推加强提全重点任务问题责制度改革创新安产环境保护态明民主治代表关通新闻网站首页资料载本月度季今各位主席书记青春城水花山东西南北京海江河州路电话信息图片版权有登录注册返回举享收藏荐热门评论类别频道栏目来源编辑字打印联系备案号击浏览次数字谢请讲第三四五六七八九十元万亿增强抓好做办让';

/** Syllables that make up most of any Korean text. */
const USUAL_SYLLABLES =
  '이다에는의가고을하지은도사시를인기서리나대어로자아전한정부장만보여주수과해오일유스제상것들라그우세국동공구조원소치신있습니합';

const KANJI = { from: 0x88_9f, to: 0x98_72 };

let weights: Int8Array | null = null;

/**
 * How much a text that came of decoding looks like language, on average over its characters beyond ASCII: about 2 for Chinese, Japanese or
 * Korean and 1 for Latin or Cyrillic letters read rightly, less than 0 for most bytes read in an encoding that is not theirs; 0 for ASCII.
 * `kana` says whether Japanese is to be expected: the same bytes are kana in Chinese encodings, where they are rare. Linear.
 */
export function plausibility(text: string, kana: boolean): number {
  weights ??= weighCharacters();
  let sum = 0;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    count += 1;
    if (isCased(unit)) sum += weighLetter(text, at, unit);
    else if (kana || unit < 0x3041 || unit > 0x30ff) sum += weights[unit] ?? 0;
  }
  return count === 0 ? 0 : sum / count;
}

/** Latin beyond ASCII, Greek and Cyrillic. */
const isCased = (unit: number): boolean =>
  (unit >= 0xc0 && unit < 0x250 && unit !== 0xd7 && unit !== 0xf7) || (unit >= 0x386 && unit < 0x460);

const isAsciiLetter = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;

/** Letters belong to words of one alphabet, and capitals to their beginnings; accented ones stand among plain ones. */
function weighLetter(text: string, at: number, unit: number): number {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at + 1);
  if (isCased(before) && isLower(text[at - 1] ?? '') && !isLower(text[at] ?? '')) return -2;
  const amongAscii = isAsciiLetter(before) || isAsciiLetter(after);
  if (unit >= 0x370) return amongAscii ? -2 : 1;
  if (amongAscii) return 1;
  return isCased(before) || isCased(after) ? -2.5 : 0;
}

const isLower = (letter: string): boolean => letter !== letter.toUpperCase();

function weighCharacters(): Int8Array {
  const table = new Int8Array(0x10000).fill(-1);
  const fill = (from: number, to: number, weight: number): unknown => table.fill(weight, from, to + 1);
  fill(0x80, 0x9f, -6);
  fill(0x2500, 0x257f, -2);
  fill(0x3000, 0x303f, 1);
  fill(0x3041, 0x3096, 2);
  fill(0x30a1, 0x30ff, 1);
  fill(0x3400, 0x9fff, -1);
  fill(0xac00, 0xd7a3, 0);
  fill(0xd800, 0xdfff, 0);
  fill(0xe000, 0xf8ff, -6);
  fill(0xff01, 0xff5e, 1);
  for (const [from, to] of [
    [0x5d0, 0x5ea],
    [0x621, 0x64a],
    [0xe01, 0xe5b],
  ] as const)
    fill(from, to, 1);
  const set = (characters: string, weight: number): void => {
    for (const character of characters) table[character.charCodeAt(0)] = weight;
  };
  set('\u00a0«»°·©®£€“”‘’–—…•№', 0);
  weighHan(table);
  set(USUAL_SYLLABLES, 3);
  set('、。，：；！？“”《》（）', 2);
  set('\ufffd', -8);
  return table;
}

/** Common characters of the three scripts, and the usual ones in either Chinese script. */
function weighHan(table: Int8Array): void {
  for (const character of pairs('gb18030', 0xb0_a1, 0xd7_f9) + pairs('big5', 0xa4_40, 0xc6_7e) + pairs('shift_jis', KANJI.from, KANJI.to)) {
    table[character.charCodeAt(0)] = Math.max(0, table[character.charCodeAt(0)] ?? 0);
  }
  const usual = new Set(USUAL);
  const folded = fold(String.fromCharCode(...Array.from({ length: 0x5200 }, (_, index) => 0x4e00 + index)));
  for (let index = 0; index < folded.length; index += 1) if (usual.has(folded.charAt(index))) table[0x4e00 + index] = 3;
}

/** The Han characters of an encoding between two pairs of bytes. */
function pairs(name: string, from: number, to: number): string {
  const bytes = new Uint8Array((to - from + 1) * 3);
  for (let pair = from; pair <= to; pair += 1) bytes.set([pair >> 8, pair & 0xff, 0x0a], (pair - from) * 3);
  return new TextDecoder(name).decode(bytes).replace(/[^\u4e00-\u9fff]+/g, '');
}
