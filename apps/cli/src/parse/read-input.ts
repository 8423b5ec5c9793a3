import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { CaptureHints } from '#domain';
import { contentTypeOf } from '../inputs/content-type.js';

/** The name under which standard input is read and reported. */
export const STDIN = '-';

export interface ReadInput {
  readonly bytes: Uint8Array;
  readonly hints: CaptureHints;
}

/** The bytes of a file or of standard input with what is known about them. `url` and `contentType` are what the caller knows better. */
export async function readInput(
  input: string,
  known: { readonly url: string | null; readonly contentType: string | null },
): Promise<ReadInput> {
  const bytes = input === STDIN ? await buffer(process.stdin) : await readFile(input);
  const fileName = input === STDIN ? null : basename(input);
  return { bytes, hints: { url: known.url, fileName, contentType: known.contentType ?? contentTypeOf(input) } };
}
