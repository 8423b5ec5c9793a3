import { brokenZip } from './zip-refusals.js';

/** Little-endian numbers of an archive. Reading beyond its end refuses the archive. */
export class ZipFields {
  private readonly view: DataView;

  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u16(at: number): number {
    return this.has(at, 2) ? this.view.getUint16(at, true) : 0;
  }

  u32(at: number): number {
    return this.has(at, 4) ? this.view.getUint32(at, true) : 0;
  }

  u64(at: number): number {
    const value = this.has(at, 8) ? Number(this.view.getBigUint64(at, true)) : 0;
    if (!Number.isSafeInteger(value)) throw brokenZip();
    return value;
  }

  slice(at: number, length: number): Uint8Array {
    return this.has(at, length) ? this.bytes.subarray(at, at + length) : this.bytes.subarray(0, 0);
  }

  private has(at: number, length: number): boolean {
    if (at < 0 || length < 0 || at + length > this.bytes.length) throw brokenZip();
    return true;
  }
}
