import type { Codec } from './codec.js';
import { codecFor } from './codecs.js';
import { type Shift, shiftedCodec } from './shifted.js';

type ShiftFinder = (bytes: Uint8Array, at: number) => Shift | null;

const toAscii = (length: number): Shift => ({ length, to: { base: null, bytes: 0 } });
const toPairs = (length: number, label: string): Shift => ({ length, to: { base: codecFor(label), bytes: 2 } });

/** HZ: `~{` begins pairs of GB 2312, `~}` ends them, and `~` before a line break is nothing. */
function hzShifts(): ShiftFinder {
  const open = toPairs(2, 'gb18030');
  const close = toAscii(2);
  return (bytes, at) => {
    if (bytes[at] !== 0x7e) return null;
    const next = bytes[at + 1];
    if (next === 0x7b) return open;
    return next === 0x7d || next === 0x0a ? close : null;
  };
}

const ESC = '\u001b';

/** What the escape sequences of ISO 2022 begin. After a designation, pairs begin with the next shift-out. */
const isoEscapes = (): readonly (readonly [sequence: string, shift: Shift])[] => [
  [`${ESC}(B`, toAscii(3)],
  [`${ESC}(J`, toAscii(3)],
  [`${ESC}(I`, { length: 3, to: { base: codecFor('shift_jis'), bytes: 1 } }],
  [`${ESC}$@`, toPairs(3, 'euc-jp')],
  [`${ESC}$B`, toPairs(3, 'euc-jp')],
  [`${ESC}$A`, toPairs(3, 'gb18030')],
  [`${ESC}$(C`, toPairs(4, 'euc-kr')],
  [`${ESC}$)C`, toAscii(4)],
  [`${ESC}$)A`, toAscii(4)],
];

/** ISO 2022 for Japanese, Korean and Chinese; `label` is what a shift-out means. */
const isoShifts = (label: string) => (): ShiftFinder => {
  const escapes = isoEscapes();
  const out = toPairs(1, label);
  const back = toAscii(1);
  return (bytes, at) => {
    if (bytes[at] === 0x0e) return out;
    if (bytes[at] === 0x0f) return back;
    if (bytes[at] !== 0x1b) return null;
    const found = escapes.find(([sequence]) => [...sequence].every((sign, index) => bytes[at + index] === sign.charCodeAt(0)));
    return found?.[1] ?? null;
  };
};

interface Escaped {
  readonly name: string;
  /** Whether the head of a capture holds what only this encoding has. */
  isIn(head: string): boolean;
  readonly shifts: () => ShiftFinder;
}

const encodings: readonly Escaped[] = [
  { name: 'iso-2022-kr', isIn: (head) => head.includes(`${ESC}$)C`), shifts: isoShifts('euc-kr') },
  { name: 'iso-2022-cn', isIn: (head) => head.includes(`${ESC}$)A`), shifts: isoShifts('gb18030') },
  {
    name: 'iso-2022-jp',
    isIn: (head) => ['$@', '$B', '(I'].some((sequence) => head.includes(ESC + sequence)),
    shifts: isoShifts('euc-jp'),
  },
  { name: 'hz-gb-2312', isIn: (head) => /~\{(?:[!-}][!-~]){1,4000}~\}/.test(head), shifts: hzShifts },
];

/** The encoding of seven bits whose shifts stand in the first `limit` bytes of a capture, or null. */
export function escapedCodec(bytes: Uint8Array, limit: number): Codec | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, limit));
  const found = encodings.find(({ isIn }) => isIn(head));
  return found ? shiftedCodec(found.name, bytes, found.shifts()) : null;
}
