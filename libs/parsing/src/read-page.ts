import type { CaptureHints } from '#domain';
import type { ReadPage } from './formats/format.js';
import { formatOf } from './formats/registry.js';

/**
 * Reads a capture in its format, before any rule looks at the text: what of it is visible, and which bytes each character is.
 * Throws Unprocessable with the code of its format, such as `empty-body`, `unsupported-format` or `password-protected`.
 */
export async function readPage(bytes: Uint8Array, hints: CaptureHints): Promise<ReadPage> {
  return formatOf(bytes, hints).read(bytes, hints);
}
