import { type Codec, type Step, step, stepBytes } from './codec.js';

/**
 * One or two UTF-16 units in one number, the first in the low half; 0 for bytes that stand for nothing.
 * Tables of numbers, since a walk over 10 MB cannot afford an object for each character.
 */
export type PackedUnits = number;

/** A multi-byte encoding given by what its sequences stand for. */
export interface TableSpec {
  readonly name: string;
  /** Decodes bytes of this encoding; called once for all pairs. */
  decode(bytes: Uint8Array): string;
  /** Whether a byte begins a pair. */
  isLead(byte: number): boolean;
  /** Sequences longer than two bytes, all of one length. */
  readonly longer?: { readonly bytes: number; unitsAt(bytes: Uint8Array, at: number): PackedUnits };
}

const REPLACEMENT = 0xfffd;

/** A codec that walks and decodes by one table, so that both always agree. The table is built at first use (a few ms). */
export function tableCodec(spec: TableSpec): Codec {
  let table: Uint32Array | null = null;
  const pairs = (): Uint32Array => {
    table ??= pairTable(spec);
    return table;
  };
  return {
    name: spec.name,
    bom: 0,
    read: (bytes, at) => ((bytes[at] ?? 0) < 0x80 ? asciiStep : readSequence(spec, pairs(), bytes, at)),
    decode: (bytes) => decodeAll(spec, pairs(), bytes),
  };
}

const asciiStep = step(1, 1);

function readSequence(spec: TableSpec, pairs: Uint32Array, bytes: Uint8Array, at: number): Step {
  const units = unitsAt(spec, pairs, bytes, at);
  if (units !== 0) return step(lengthAt(spec, pairs, bytes, at), units > 0xffff ? 2 : 1);
  // As in the WHATWG decoders: ASCII after a broken lead byte is text of its own.
  const second = bytes[at + 1];
  return step(second === undefined || second < 0x80 || !spec.isLead(bytes[at] ?? 0) ? 1 : 2, 1);
}

/** Singles stand in the first slot of their lead byte: no encoding has a pair that ends in zero. */
function unitsAt(spec: TableSpec, pairs: Uint32Array, bytes: Uint8Array, at: number): PackedUnits {
  const row = ((bytes[at] ?? 0) - 0x80) * 256;
  const pair = pairs[row + (bytes[at + 1] ?? 0)] ?? 0;
  if (pair !== 0) return pair;
  return pairs[row] || (spec.longer?.unitsAt(bytes, at) ?? 0);
}

function lengthAt(spec: TableSpec, pairs: Uint32Array, bytes: Uint8Array, at: number): number {
  const row = ((bytes[at] ?? 0) - 0x80) * 256;
  const second = bytes[at + 1] ?? 0;
  if (second !== 0 && pairs[row + second]) return 2;
  return pairs[row] ? 1 : (spec.longer?.bytes ?? 1);
}

/** All pairs are decoded in one go, each on its own line: a pair never eats a line break. */
function pairTable(spec: TableSpec): Uint32Array {
  const table = new Uint32Array(128 * 256);
  const slots: number[] = [];
  const bytes: number[] = [];
  for (let slot = 0; slot < table.length; slot += 1) {
    const lead = 0x80 + (slot >> 8);
    const second = slot & 0xff;
    if (second === 0 && !spec.isLead(lead)) bytes.push(lead, 0x0a);
    else if (spec.isLead(lead) && second >= 0x40 && second !== 0x7f && second !== 0xff) bytes.push(lead, second, 0x0a);
    else continue;
    slots.push(slot);
  }
  const lines = spec.decode(Uint8Array.from(bytes)).split('\n');
  slots.forEach((slot, index) => {
    table[slot] = packUnits(lines[index] ?? '');
  });
  return table;
}

/** Packs one or two UTF-16 units; 0 for anything else and for U+FFFD. */
export function packUnits(text: string): PackedUnits {
  if (text.length === 0 || text.length > 2 || text.includes('\ufffd')) return 0;
  return text.length === 1 ? text.charCodeAt(0) : text.charCodeAt(1) * 0x10000 + text.charCodeAt(0);
}

function decodeAll(spec: TableSpec, pairs: Uint32Array, bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      units[length++] = byte;
      at += 1;
      continue;
    }
    const packed = unitsAt(spec, pairs, bytes, at) || REPLACEMENT;
    units[length++] = packed & 0xffff;
    if (packed > 0xffff) units[length++] = packed >>> 16;
    at += stepBytes(readSequence(spec, pairs, bytes, at));
  }
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units.subarray(0, length));
}
