import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { type PageResult, Unprocessable } from '#domain';
import { EXIT, type ExitCode, messageOf } from '../exit.js';
import { inOrder } from '../inputs/in-order.js';
import { leftOutNote, mayHoldSpeeches } from '../inputs/may-hold-speeches.js';
import { filesAt, type Walk } from '../inputs/walk.js';
import { formatExtract, formatFault, formatPage, type PageFormat } from '../parse/formats.js';
import { directParser, type Parser, threadedParser } from '../parse/parser.js';
import { readInput, STDIN } from '../parse/read-input.js';
import type { Output } from '../terminal/output.js';

export interface ParseOptions {
  readonly format: PageFormat;
  /** One JSON line `{id, text, ms}` per input, parsed one after the other in this thread. */
  readonly extract: boolean;
  /** Takes every file of a folder, not only those that may hold speeches. */
  readonly all: boolean;
  /** Paths come on standard input, one per line. */
  readonly stdinPaths: boolean;
  readonly url: string | null;
  readonly contentType: string | null;
  readonly output: Output;
  readonly notes: Output;
}

interface Parsed {
  readonly input: string;
  readonly ms: number;
  readonly page: PageResult | null;
  readonly fault: { readonly code: string; readonly message: string } | null;
}

/** Parses without a server and writes one result per input, in their order. Ends with `incomplete` when an input was refused. */
export async function parse(given: readonly string[], options: ParseOptions): Promise<ExitCode> {
  const parser = options.extract ? await directParser() : await threadedParser();
  const atOnce = options.extract ? 1 : 2 * Math.min(4, availableParallelism());
  let refused = 0;
  const leftOut: string[] = [];
  const walk = options.all ? {} : { takes: mayHoldSpeeches, leaveOut: (path: string) => leftOut.push(path) };
  try {
    const inputs = inputsOf(given, options.stdinPaths, walk);
    for await (const parsed of inOrder(inputs, atOnce, (input) => parseOne(parser, input, options))) {
      if (parsed.fault) refused += 1;
      await tell(parsed, options);
    }
  } finally {
    await parser.close();
  }
  if (leftOut.length > 0) await options.notes.line(leftOutNote(leftOut));
  return refused === 0 ? EXIT.done : EXIT.incomplete;
}

/** What cannot be read comes too: it says so in its own place and holds up no other. */
async function* inputsOf(given: readonly string[], stdinPaths: boolean, walk: Walk): AsyncGenerator<string> {
  for (const input of given) {
    if (input === STDIN) yield input;
    else yield* filesAt(input, walk);
  }
  if (!stdinPaths) return;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) if (line !== '') yield line;
}

async function parseOne(parser: Parser, input: string, options: ParseOptions): Promise<Parsed> {
  const begin = performance.now();
  try {
    const { bytes, hints } = await readInput(input, options);
    const start = performance.now();
    const page = await parser.parse(bytes, hints);
    return { input, ms: performance.now() - start, page, fault: null };
  } catch (error) {
    return { input, ms: performance.now() - begin, page: null, fault: faultOf(error) };
  }
}

function faultOf(error: unknown): { code: string; message: string } {
  if (error instanceof Unprocessable) return { code: error.code, message: error.message };
  return { code: error instanceof Error && 'syscall' in error ? 'unreadable' : 'fault', message: messageOf(error) };
}

async function tell({ input, ms, page, fault }: Parsed, { extract, format, output, notes }: ParseOptions): Promise<void> {
  if (fault) await notes.line(`rostra: ${input}: ${fault.message}`);
  if (extract) await output.write(formatExtract(input, page, ms));
  else if (page) await output.write(formatPage(format, input, page));
  else if (fault && format === 'json') await output.write(formatFault(input, fault.code, fault.message));
}
