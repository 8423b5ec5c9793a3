/** What a scan meets, in order; all places are byte offsets in the capture. */
export interface RtfHandler {
  open(): void;
  close(): void;
  /** A control word such as `\par` or `\u20170`, with its parameter; `to` lies behind the blank that ends it. */
  word(name: string, parameter: number | null, from: number, to: number): void;
  /** A control symbol such as `\~`, by its character. */
  symbol(character: string, from: number, to: number): void;
  /** One byte of text, printed as itself or as `\'hh`. */
  byte(value: number, from: number, to: number): void;
}

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x27;

/** Longer names and numbers are cut: no control word has them. */
const LONGEST_NAME = 40;
const LONGEST_NUMBER = 10;

/** Goes through an RTF file once. Binary data is stepped over; line breaks between tokens are nothing. Linear, whatever the bytes. */
export function scanRtf(bytes: Uint8Array, from: number, handler: RtfHandler): void {
  for (let at = from; at < bytes.length; ) {
    const value = bytes[at] ?? 0;
    if (value === BACKSLASH) at = scanControl(bytes, at, handler);
    else {
      if (value === OPEN) handler.open();
      else if (value === CLOSE) handler.close();
      else if (value !== 0x0a && value !== 0x0d && value !== 0) handler.byte(value, at, at + 1);
      at += 1;
    }
  }
}

/** Returns where the control ends. */
function scanControl(bytes: Uint8Array, at: number, handler: RtfHandler): number {
  const next = bytes[at + 1];
  if (next === undefined) return at + 1;
  if (isLetter(next)) return scanWord(bytes, at, handler);
  if (next !== QUOTE) {
    handler.symbol(String.fromCharCode(next), at, at + 2);
    return at + 2;
  }
  const high = hexDigit(bytes[at + 2]);
  const low = hexDigit(bytes[at + 3]);
  if (high < 0 || low < 0) return at + 2;
  handler.byte(high * 16 + low, at, at + 4);
  return at + 4;
}

function scanWord(bytes: Uint8Array, from: number, handler: RtfHandler): number {
  let at = from + 1;
  while (isLetter(bytes[at])) at += 1;
  const name = latin(bytes, from + 1, Math.min(at, from + 1 + LONGEST_NAME));
  const digitsAt = bytes[at] === 0x2d && isDigit(bytes[at + 1]) ? at + 1 : at;
  let end = digitsAt;
  while (isDigit(bytes[end])) end += 1;
  const number = end > digitsAt ? Number(latin(bytes, digitsAt, Math.min(end, digitsAt + LONGEST_NUMBER))) : null;
  const parameter = number !== null && digitsAt > at ? -number : number;
  at = end > digitsAt ? end : at;
  if (bytes[at] === 0x20) at += 1;
  if (name === 'bin') return Math.min(bytes.length, at + Math.max(0, parameter ?? 0));
  handler.word(name, parameter, from, at);
  return at;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

const isLetter = (byte = 0): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const isDigit = (byte = 0): boolean => byte >= 0x30 && byte <= 0x39;

function hexDigit(byte = 0): number {
  if (isDigit(byte)) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
