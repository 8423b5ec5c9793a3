import type { DecodeHints } from './choose-codec.js';
import { decodeSource } from './decode.js';

/** Text that has no bytes of its own in the capture, written in UTF-8, so that its characters have bytes in a part. */
export interface Utf8Text {
  readonly bytes: Uint8Array;
  /** The encoding it was read in. */
  readonly charset: string;
  readonly reasons: readonly string[];
}

/** Decodes bytes as `decodeSource` does and writes them in UTF-8. Throws what that throws. */
export function asUtf8(bytes: Uint8Array, hints: DecodeHints): Utf8Text {
  const { text, charset, reasons } = decodeSource(bytes, hints);
  return { bytes: new TextEncoder().encode(text), charset, reasons };
}
