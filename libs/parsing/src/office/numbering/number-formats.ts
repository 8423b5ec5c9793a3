import { digitByDigit, type HanDigits, withUnits } from './digits.js';

type Format = (number: number) => string;

const plainHan = '〇一二三四五六七八九';
const simplified: HanDigits = { digits: plainHan, units: ['十', '百', '千', '万'], gap: '〇', silentOne: 1 };
const traditional: HanDigits = { ...simplified, units: ['十', '百', '千', '萬'], gap: '零', digits: '零一二三四五六七八九' };
const japanese: HanDigits = { ...simplified, gap: '', silentOne: 2 };
const legal = { units: ['拾', '佰', '仟', '万'], gap: '零', silentOne: 0 } as const;

/** From hundred on each digit stands alone: 一○一. */
const counting =
  (zero: string): Format =>
  (number) =>
    number < 100 ? withUnits(number, simplified) : digitByDigit(number, plainHan.replace('〇', zero));

/** Above its last sign a series goes on in figures. */
const series =
  (signs: string): Format =>
  (number) =>
    [...signs][number - 1] ?? String(number);

/** Series that begin anew at their end. */
const turning =
  (signs: string): Format =>
  (number) =>
    [...signs][(number - 1) % [...signs].length] ?? '';

/** A, B … Z, AA, BB …; figures where the row of letters would be longer than a line has room for. */
const letters =
  (alphabet: string): Format =>
  (number) =>
    number > alphabet.length * 20
      ? String(number)
      : (alphabet[(number - 1) % alphabet.length] ?? '').repeat(Math.ceil(number / alphabet.length));

const run = (first: number, length: number): string => String.fromCodePoint(...Array.from({ length }, (_, at) => first + at));

const romanSigns: readonly (readonly [number, string])[] = [
  ...([
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
  ] as const),
  ...([
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ] as const),
];

function roman(number: number): string {
  let left = number;
  let text = '';
  for (const [value, sign] of romanSigns) for (; left >= value; left -= value) text += sign;
  return text;
}

const latin = run(0x61, 26);
const circled = run(0x2460, 20);
const stems = '甲乙丙丁戊己庚辛壬癸';
const branches = '子丑寅卯辰巳午未申酉戌亥';
const kana = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン';
const iroha = 'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン';
const chicago = '*†‡§';

const ordinal: Format = (number) => {
  const teen = number % 100 > 10 && number % 100 < 14;
  return `${number}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
};

const fullWidth: Format = (number) => digitByDigit(number, '０１２３４５６７８９');
const han: Format = (number) => digitByDigit(number, plainHan);

/** By the names of the standard. */
const formats: Readonly<Record<string, Format>> = {
  decimal: String,
  none: () => '',
  upperRoman: (number) => roman(number).toUpperCase(),
  lowerRoman: roman,
  upperLetter: letters(latin.toUpperCase()),
  lowerLetter: letters(latin),
  ordinal,
  hex: (number) => number.toString(16).toUpperCase(),
  chicago: letters(chicago),
  decimalZero: (number) => String(number).padStart(2, '0'),
  decimalFullWidth: fullWidth,
  decimalFullWidth2: fullWidth,
  decimalHalfWidth: String,
  numberInDash: (number) => `- ${number} -`,
  decimalEnclosedCircle: series(circled),
  decimalEnclosedCircleChinese: series(circled.slice(0, 10)),
  decimalEnclosedFullstop: series(run(0x2488, 20)),
  decimalEnclosedParen: series(run(0x2474, 20)),
  ideographEnclosedCircle: series(run(0x3280, 10)),
  ideographDigital: han,
  japaneseDigitalTenThousand: han,
  koreanDigital2: han,
  taiwaneseDigital: (number) => digitByDigit(number, plainHan.replace('〇', '○')),
  chineseCounting: counting('○'),
  taiwaneseCounting: counting('○'),
  chineseCountingThousand: (number) => withUnits(number, simplified),
  taiwaneseCountingThousand: (number) => withUnits(number, traditional),
  japaneseCounting: (number) => withUnits(number, japanese),
  chineseLegalSimplified: (number) => withUnits(number, { ...legal, digits: '零壹贰叁肆伍陆柒捌玖' }),
  ideographLegalTraditional: (number) => withUnits(number, { ...legal, digits: '零壹貳參肆伍陸柒捌玖', units: ['拾', '佰', '仟', '萬'] }),
  japaneseLegal: (number) => withUnits(number, { digits: '〇壱弐参四伍六七八九', units: ['拾', '百', '阡', '萬'], gap: '', silentOne: 0 }),
  ideographTraditional: series(stems),
  ideographZodiac: series(branches),
  ideographZodiacTraditional: (number) => turning(stems)(number) + turning(branches)(number),
  aiueo: series(kana),
  aiueoFullWidth: series(kana),
  iroha: series(iroha),
  irohaFullWidth: series(iroha),
  ganada: series('가나다라마바사아자차카타파하'),
  chosung: series('ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ'),
  koreanDigital: (number) => digitByDigit(number, '영일이삼사오육칠팔구'),
  russianUpper: letters('АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ'),
  russianLower: letters('абвгдежзиклмнопрстуфхцчшщыэюя'),
};

/** A number as a list prints it, in the format of this name; in figures where the format does not know it or nobody knows the format. */
export function formatNumber(number: number, format: string): string {
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (!known || (number <= 0 && format !== 'none' && !/Zero$|Digital|^ordinal$/.test(format))) return String(number);
  return known(number);
}
