import { type CaptureHints, type PageResult, Unprocessable } from '#domain';
import { parsePage } from '#parsing';

export interface ParseTask {
  readonly bytes: Uint8Array;
  readonly hints: CaptureHints;
}

/** Errors lose their class between threads, so refusals and faults travel as data. */
export type ParseAnswer =
  | { readonly kind: 'page'; readonly page: PageResult }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'fault'; readonly message: string };

/** Runs in a parser thread. */
export default async function parse({ bytes, hints }: ParseTask): Promise<ParseAnswer> {
  try {
    return { kind: 'page', page: await parsePage(bytes, hints) };
  } catch (error) {
    if (error instanceof Unprocessable) return { kind: 'refused', code: error.code, message: error.message };
    return { kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
