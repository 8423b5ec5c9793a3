/** Ways of counting in Han characters. */
export interface HanDigits {
  /** Zero to nine. */
  readonly digits: string;
  /** Ten, hundred, thousand, ten thousand. */
  readonly units: readonly string[];
  /** Written for a gap in the middle (`一百〇一`); empty where a gap is passed over. */
  readonly gap: string;
  /** Whether a leading one is left out before which units: 0 none, 1 ten alone, 2 all but ten thousand. */
  readonly silentOne: 0 | 1 | 2;
}

const split = (number: number, length: number): number[] =>
  Array.from({ length }, (_, place) => Math.floor(number / 10 ** (length - 1 - place)) % 10);

/** Each digit on its own: 101 = 一〇一. */
export const digitByDigit = (number: number, digits: string): string => [...String(number)].map((digit) => digits[Number(digit)]).join('');

/** With units, up to 99,999: 101 = 一百〇一. */
export function withUnits(number: number, { digits, units, gap, silentOne }: HanDigits): string {
  if (number === 0) return digits[0] ?? '';
  const places = split(number, String(number).length);
  let text = '';
  let gapOpen = false;
  places.forEach((digit, at) => {
    const power = places.length - 1 - at;
    if (digit === 0) gapOpen = true;
    else {
      if (gapOpen) text += gap;
      gapOpen = false;
      text += isSilent(digit, power, text === '', silentOne) ? '' : digits[digit];
      text += power > 0 ? (units[power - 1] ?? '') : '';
    }
  });
  return text;
}

/** Ten is 十 and twelve 十二, but 112 is 一百一十二; in Japanese 百十二. */
const isSilent = (digit: number, power: number, first: boolean, silentOne: 0 | 1 | 2): boolean =>
  digit === 1 && ((silentOne === 1 && power === 1 && first) || (silentOne === 2 && power >= 1 && power <= 3));
