import type { CaptureHints, PageResult } from '#domain';

/** Where pages are parsed. */
export interface Parser {
  parse(bytes: Uint8Array, hints: CaptureHints): Promise<PageResult>;
  close(): Promise<void>;
}

/** In worker threads with a deadline and a limit of memory: a page that hangs or fills the memory holds up no other. */
export async function threadedParser(): Promise<Parser> {
  const { ParserPool } = await import('#pipeline');
  return new ParserPool();
}

/** In this thread, one page after the other: what a speed bench measures. */
export async function directParser(): Promise<Parser> {
  const { parsePage } = await import('#parsing');
  return { parse: parsePage, close: async () => undefined };
}
