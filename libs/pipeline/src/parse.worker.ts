import { type CaptureHints, type PageResult, Unprocessable } from '#domain';
import { type LearnedRule, learnRules, parsePage } from '#parsing';

export interface ParseTask {
  readonly bytes: Uint8Array;
  readonly hints: CaptureHints;
}

/** Pages of one site, to find what they repeat. */
export interface LearnTask {
  readonly pages: readonly ParseTask[];
}

/** Errors lose their class between threads, so refusals and faults travel as data. */
export type ParseAnswer =
  | { readonly kind: 'page'; readonly page: PageResult }
  | { readonly kind: 'rules'; readonly rules: readonly LearnedRule[] }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'fault'; readonly message: string };

/** Runs in a parser thread. */
export default async function parse(task: ParseTask | LearnTask): Promise<ParseAnswer> {
  try {
    if ('pages' in task) return { kind: 'rules', rules: learnRules(task.pages) };
    return { kind: 'page', page: await parsePage(task.bytes, task.hints) };
  } catch (error) {
    if (error instanceof Unprocessable) return { kind: 'refused', code: error.code, message: error.message };
    return { kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
