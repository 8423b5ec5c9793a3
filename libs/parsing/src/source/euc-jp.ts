import { packUnits, type PackedUnits } from './table-codec.js';

let supplement: Uint16Array | null = null;

/** EUC-JP's sequences of three bytes: 8F and a pair of the supplementary set. */
export const eucJpLonger = {
  bytes: 3,
  unitsAt(bytes: Uint8Array, at: number): PackedUnits {
    const [lead = 0, row = 0, cell = 0] = bytes.subarray(at, at + 3);
    if (lead !== 0x8f || row < 0xa1 || row > 0xfe || cell < 0xa1 || cell > 0xfe) return 0;
    supplement ??= decodeSupplement();
    return supplement[(row - 0xa1) * 94 + cell - 0xa1] ?? 0;
  },
};

function decodeSupplement(): Uint16Array {
  const bytes = new Uint8Array(94 * 94 * 4);
  for (let index = 0; index < 94 * 94; index += 1) {
    bytes.set([0x8f, 0xa1 + Math.floor(index / 94), 0xa1 + (index % 94), 0x0a], index * 4);
  }
  const lines = new TextDecoder('euc-jp').decode(bytes).split('\n');
  return Uint16Array.from({ length: 94 * 94 }, (_, index) => packUnits(lines[index] ?? '') & 0xffff);
}
