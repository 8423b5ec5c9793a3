import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EXIT, type ExitCode } from '../../exit.js';
import { contentTypeOf } from '../../inputs/content-type.js';
import type { Output } from '../../terminal/output.js';
import { openExtractor } from './extractors.js';

/** What an extractor's process says about one page. */
export interface ExtractedPage {
  readonly id: string;
  readonly text: string;
  /** Processor time of the process since its first page, in ms, collecting garbage and compiling included. */
  readonly cpuMs: number;
  /** Resident memory after the page, in bytes. */
  readonly rss: number;
}

/** The child's side: reads paths from standard input, one per line, and writes one line of JSON for each page; a page refused is an empty text. */
export async function serveExtractor(name: string, output: Output): Promise<ExitCode> {
  const extract = await openExtractor(name);
  const started = process.cpuUsage();
  for await (const path of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (path === '') continue;
    const bytes = await readFile(path);
    const hints = { url: null, fileName: basename(path), contentType: contentTypeOf(path) };
    const text = await extract(bytes, hints).catch(() => '');
    const { user, system } = process.cpuUsage(started);
    const page: ExtractedPage = { id: path, text, cpuMs: (user + system) / 1_000, rss: process.memoryUsage.rss() };
    await output.write(`${JSON.stringify(page)}\n`);
  }
  return EXIT.done;
}

/** Runs an extractor in a process of its own and gives what it says, page after page. Throws with its last words when it fails. */
export async function* extractPages(name: string, paths: Iterable<string>): AsyncGenerator<ExtractedPage> {
  const child = spawn(process.execPath, [process.argv[1] ?? '', 'bench', 'extractor', name], { stdio: ['pipe', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  const said = lastWordsOf(child);
  const fed = feed(child.stdin, paths);
  let isOver = false;
  try {
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as ExtractedPage;
    isOver = true;
  } finally {
    if (!isOver) child.kill();
  }
  await fed;
  if ((await exit)[0] !== 0) throw new Error(`The extractor ${name} failed: ${said()}`);
}

/** Hands paths over as fast as the process takes them; a process that ends early is told of by its exit. */
async function feed(stdin: Writable, paths: Iterable<string>): Promise<void> {
  await pipeline(
    Readable.from(paths).map((path) => `${path}\n`),
    stdin,
  ).catch(() => undefined);
}

function lastWordsOf({ stderr }: ChildProcess): () => string {
  let said = '';
  stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2_000);
  });
  return () => said.trim();
}
