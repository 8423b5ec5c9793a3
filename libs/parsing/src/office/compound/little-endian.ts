/** Little-endian numbers in a file that may be cut or lie: what stands beyond its end reads as zero. */
export const u8 = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;
export const u16 = (bytes: Uint8Array, at: number): number => u8(bytes, at) | (u8(bytes, at + 1) << 8);
export const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) + u16(bytes, at + 2) * 0x1_0000;
export const i32 = (bytes: Uint8Array, at: number): number => u32(bytes, at) | 0;

/** Characters of two bytes each. Halves of a pair that stand alone become replacement characters, so that the length stays. */
export const utf16 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .subarray(from, to - ((to - from) % 2))
    .toString('utf16le')
    .toWellFormed();
