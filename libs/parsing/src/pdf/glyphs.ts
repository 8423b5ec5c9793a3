/** Characters that a font draws as if they were others, and what they stand for. */
const stands = new Map<string, string>();
const pair = (from: string, to: string): void => {
  const target = [...to];
  [...from].forEach((sign, index) => {
    stands.set(sign, target[index] ?? sign);
  });
};

/** Radicals that fonts give for the whole character of the same shape; those that Unicode itself maps are folded by it. */
pair(
  '⺁⺄⺅⺆⺇⺈⺊⺋⺌⺍⺎⺏⺑⺒⺔⺕⺘⺛⺝⺞⺠⺣⺥⺩⺪⺫⺬⺭⺮⺯⺱⺳⺴⺷⺸⺹⺺⺻⺼⺽⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲',
  '厂乙亻冂几刀卜㔾小小尢尣尢巳幺彐扌旡月歺民灬爪王疋目示礻竹糸网网网羊羊耂肀聿月臼艹虎衤覀西见角觕讠贝足车辶辶辶阝钅長長长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀',
);
/** Signs turned or moved for vertical writing, and small forms: the full-width sign that was typed. */
pair('︐︑︒︓︔︕︖︗︘︙︰︱︲︳︴', '，、。：；！？〖〗…：—–＿＿');
pair('︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈', '（）｛｝〔〕【】《》〈〉「」『』［］');
pair('﹐﹑﹒﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫', '，、．；：？！—（）｛｝〔〕＃＆＊＋－＜＞＝＼＄％＠');

/** Radicals, compatibility ideographs, ligatures and letters in the form of their place in the word: shapes, not characters of their own. */
const SHAPES = /[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufdff\ufe10-\ufe6f\ufe70-\ufefc]|[\ud87e][\udc00-\ude1f]/g;
/** Signs that are there to break or order lines and print nothing. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const BLANKS = /[\s\u0085\u3000]+/g;
/** Bullets of the symbol fonts, which lie in the private area by their byte. */
const SYMBOL_BULLET = /^[\uf020-\uf0ff](?=.)/;

/** What an author typed for what a font draws: shapes become characters; nothing else changes, so full-width signs stay as wide as typed. */
export function foldGlyphs(text: string): string {
  return text
    .replace(SHAPES, (sign) => stands.get(sign) ?? sign.normalize('NFKC'))
    .replace(/\u00ad$/, '-')
    .replace(INVISIBLE, '')
    .replace(BLANKS, ' ')
    .replace(SYMBOL_BULLET, '•');
}

/** Controls, private use, replacement characters, unassigned code points and halves of characters: what is left of a glyph without Unicode. */
const WITHOUT_UNICODE = /[\p{Cc}\p{Co}\p{Cn}\p{Cs}\ufffd]/gu;

/** The readable part of a folded text, and how many glyphs of it cannot be read. */
export function readableOf(text: string): { readonly text: string; readonly lost: number } {
  let lost = 0;
  const readable = text.replace(WITHOUT_UNICODE, () => {
    lost += 1;
    return '';
  });
  return { text: readable, lost };
}

/** Han, kana and full-width signs: written without blanks. By code unit; the last range begins the pairs of the rarer ideographs. */
const DENSE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\ud840-\ud888\udc00-\udfff]/;

export const isDense = (sign: string | undefined): boolean => sign !== undefined && DENSE.test(sign);

/** Without the blanks that a typesetter puts beside Han characters; those between Latin words stay. */
export const withoutLooseBlanks = (text: string): string =>
  text.replace(/ +/g, (blanks, at: number) => (isDense(text[at - 1]) || isDense(text[at + blanks.length]) ? '' : ' '));
