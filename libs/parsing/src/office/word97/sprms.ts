import { u8, u16 } from '../compound/little-endian.js';

/** One change of a property: its code, and where its operand of `size` bytes stands. */
export type SprmHandler = (code: number, at: number, size: number) => void;

/** Sizes of operands by the upper three bits of the code; the seventh kind says its size itself. */
const SIZES = [1, 1, 2, 4, 2, 2, 0, 3] as const;

const TABLE_DEFINITION = 0xd608;
const TABS = 0xc615;

/** Hands on the changes of properties in `[from, to)`, in order. One that is cut off ends the list. */
export function eachSprm(bytes: Uint8Array, from: number, to: number, handle: SprmHandler): void {
  const end = Math.min(to, bytes.length);
  for (let at = from; at + 2 < end; ) {
    const code = u16(bytes, at);
    const kind = code >> 13;
    const head = kind === 6 ? headOf(code) : 0;
    const size = kind === 6 ? sizeOf(bytes, code, at + 2) : (SIZES[kind] ?? 1);
    if (at + 2 + head + size > end) return;
    handle(code, at + 2 + head, size);
    at += 2 + head + size;
  }
}

/** Bytes in which an operand says its size. */
const headOf = (code: number): number => (code === TABLE_DEFINITION ? 2 : 1);

function sizeOf(bytes: Uint8Array, code: number, at: number): number {
  if (code === TABLE_DEFINITION) return Math.max(0, u16(bytes, at) - 1);
  const size = u8(bytes, at);
  if (code !== TABS || size !== 255) return size;
  // So many tabs that their size does not fit: counted instead, first the deleted ones, then the new ones.
  const deleted = u8(bytes, at + 1);
  return 2 + deleted * 4 + u8(bytes, at + 2 + deleted * 4) * 3;
}
