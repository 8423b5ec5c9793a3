import { type Headers, mediaTypeOf, parameterOf, readHeaders } from './headers.js';

/** A part that is not made of others: its header, and where its encoded body stands in the capture. */
export interface Leaf {
  readonly headers: Headers;
  readonly mediaType: string;
  readonly from: number;
  readonly to: number;
}

export interface Message {
  readonly headers: Headers;
  /** The parts in order, those inside other parts included. */
  readonly leaves: readonly Leaf[];
  /** The part that the message says comes first, by its Content-ID. */
  readonly start: string | null;
}

/** Parts beyond these are not looked at; a saved page has one for each picture. */
const MOST_PARTS = 5_000;
const DEEPEST = 8;

/** Takes a message apart without decoding anything. Null when the bytes do not begin with the header of one. Linear. */
export function readMessage(bytes: Uint8Array): Message | null {
  const begin = startOf(bytes);
  const head = readHeaders(bytes, begin, bytes.length);
  if (!head?.headers.has('content-type') || !isMessage(head.headers)) return null;
  const leaves: Leaf[] = [];
  addParts(leaves, bytes, { headers: head.headers, from: head.bodyAt, to: bytes.length }, 0);
  return { headers: head.headers, leaves, start: parameterOf(head.headers.get('content-type') ?? '', 'start') };
}

const isMessage = (headers: Headers): boolean => headers.has('mime-version') || mediaTypeOf(headers).startsWith('multipart/');

/** Line breaks and a byte order mark may stand before the header, and the separator line of a mailbox. */
function startOf(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (bytes[at] === 0x0a || bytes[at] === 0x0d) at += 1;
  const isMailbox = Buffer.from(bytes.subarray(at, at + 5)).toString('latin1') === 'From ';
  return isMailbox ? bytes.indexOf(0x0a, at) + 1 : at;
}

interface Piece {
  readonly headers: Headers;
  readonly from: number;
  readonly to: number;
}

function addParts(leaves: Leaf[], bytes: Uint8Array, piece: Piece, depth: number): void {
  if (leaves.length >= MOST_PARTS) return;
  const mediaType = mediaTypeOf(piece.headers);
  const boundary = parameterOf(piece.headers.get('content-type') ?? '', 'boundary');
  if (!mediaType.startsWith('multipart/') || !boundary || depth >= DEEPEST) {
    leaves.push({ ...piece, mediaType });
    return;
  }
  for (const { from, to } of between(bytes, boundary, piece)) {
    const head = readHeaders(bytes, from, to);
    if (head) addParts(leaves, bytes, { headers: head.headers, from: Math.min(head.bodyAt, to), to }, depth + 1);
  }
}

/** What stands between the boundary lines; the last part ends with the piece when its end was cut off. */
function between(bytes: Uint8Array, boundary: string, { from, to }: Piece): { readonly from: number; readonly to: number }[] {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, to);
  const parts: { from: number; to: number }[] = [];
  let open: number | null = null;
  for (let at = buffer.indexOf(mark, from); at >= 0 && parts.length < MOST_PARTS; at = buffer.indexOf(mark, at + mark.length)) {
    if (at > from && buffer[at - 1] !== 0x0a) continue;
    const after = at + mark.length;
    const isLast = buffer[after] === 0x2d && buffer[after + 1] === 0x2d;
    if (!isLast && !' \t\r\n'.includes(String.fromCharCode(buffer[after] ?? 0x0a))) continue;
    if (open !== null) parts.push({ from: open, to: beforeBreak(buffer, at) });
    if (isLast) return parts;
    const lineEnd = buffer.indexOf(0x0a, after);
    open = lineEnd < 0 ? to : lineEnd + 1;
  }
  if (open !== null && open < to) parts.push({ from: open, to });
  return parts;
}

/** The line break before a boundary belongs to it. */
function beforeBreak(bytes: Uint8Array, at: number): number {
  const end = bytes[at - 1] === 0x0a ? at - 1 : at;
  return bytes[end - 1] === 0x0d ? end - 1 : end;
}
