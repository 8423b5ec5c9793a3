import { packUnits, type PackedUnits } from './table-codec.js';

const firstSupplementary = 189_000;
const planes = 0x100000;

let basicPlane: Uint16Array | null = null;

/** GB18030's sequences of four bytes: a table for the basic plane, arithmetic for the others. */
export const gb18030Longer = {
  bytes: 4,
  unitsAt(bytes: Uint8Array, at: number): PackedUnits {
    const pointer = pointerAt(bytes, at);
    if (pointer < 0) return 0;
    if (pointer < basicPointers) {
      basicPlane ??= decodeBasicPlane();
      return basicPlane[pointer] ?? 0;
    }
    const offset = pointer - firstSupplementary;
    return offset >= 0 && offset < planes ? packUnits(String.fromCodePoint(0x10000 + offset)) : 0;
  },
};

/** Pointers of the basic plane end here. */
const basicPointers = 39_420;

/** Place of a four-byte sequence in their order, or -1 when none stands here. */
function pointerAt(bytes: Uint8Array, at: number): number {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  if (first < 0x81 || second < 0x30 || second > 0x39 || third < 0x81 || third > 0xfe || fourth < 0x30 || fourth > 0x39) return -1;
  return ((first - 0x81) * 10 + second - 0x30) * 1260 + (third - 0x81) * 10 + fourth - 0x30;
}

function decodeBasicPlane(): Uint16Array {
  const bytes = new Uint8Array(basicPointers * 5);
  for (let pointer = 0; pointer < basicPointers; pointer += 1) {
    const row = Math.floor(pointer / 1260);
    const rest = pointer % 1260;
    bytes.set([0x81 + Math.floor(row / 10), 0x30 + (row % 10), 0x81 + Math.floor(rest / 10), 0x30 + (rest % 10), 0x0a], pointer * 5);
  }
  const units = new Uint16Array(basicPointers);
  let line = 0;
  for (const text of new TextDecoder('gb18030').decode(bytes).split('\n')) {
    if (line < basicPointers) units[line] = packUnits(text) & 0xffff;
    line += 1;
  }
  return units;
}
