/** A decoded body whose bytes know where they stand in the capture, if each of them stands somewhere by itself. */
export interface DecodedBody {
  readonly bytes: Uint8Array;
  /** The range in the capture of the decoded bytes `[from, to)`; null when they have none of their own, as in base64. */
  readonly rangeOf: ((from: number, to: number) => readonly [number, number]) | null;
}

/** Undoes the transfer encoding of a body that stands at `[from, to)`. Unknown encodings are taken for none. Linear. */
export function decodeBody(capture: Uint8Array, from: number, to: number, encoding: string): DecodedBody {
  const body = capture.subarray(from, to);
  if (encoding === 'quoted-printable') return decodeQuoted(body, from);
  if (encoding === 'base64') {
    const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1');
    return { bytes: new Uint8Array(Buffer.from(text, 'base64')), rangeOf: null };
  }
  return { bytes: body, rangeOf: (first, last) => [from + first, from + last] };
}

const EQUALS = 0x3d;

/** `=XX` is a byte and `=` at the end of a line nothing; a sign of equality before anything else stands for itself. */
function decodeQuoted(body: Uint8Array, offset: number): DecodedBody {
  const bytes = new Uint8Array(body.length);
  const places = new Uint32Array(body.length + 1);
  let length = 0;
  for (let at = 0; at < body.length; ) {
    const soft = body[at] === EQUALS ? softBreak(body, at) : 0;
    if (soft > 0) {
      at += soft;
      continue;
    }
    const value = body[at] === EQUALS ? hexAt(body, at + 1) : -1;
    places[length] = at;
    bytes[length] = value < 0 ? (body[at] ?? 0) : value;
    length += 1;
    at += value < 0 ? 1 : 3;
  }
  const endOf = (index: number): number => {
    const at = places[index] ?? 0;
    return at + (body[at] === EQUALS && hexAt(body, at + 1) >= 0 ? 3 : 1);
  };
  return {
    bytes: bytes.subarray(0, length),
    rangeOf: (from, to) => (from < to ? [offset + (places[from] ?? 0), offset + endOf(to - 1)] : [offset, offset]),
  };
}

/** Length of a soft line break: the sign, blanks, and the end of the line; 0 when none stands here. */
function softBreak(body: Uint8Array, at: number): number {
  let end = at + 1;
  while (end - at < 80 && (body[end] === 0x20 || body[end] === 0x09)) end += 1;
  if (body[end] === 0x0d && body[end + 1] === 0x0a) return end + 2 - at;
  return body[end] === 0x0a || body[end] === 0x0d || end === body.length ? end + 1 - at : 0;
}

function hexAt(body: Uint8Array, at: number): number {
  const high = hexDigit(body[at]);
  const low = hexDigit(body[at + 1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hexDigit(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
