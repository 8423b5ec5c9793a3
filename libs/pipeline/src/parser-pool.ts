import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { type CaptureHints, type PageResult, TryLater, Unprocessable } from '#domain';
import { type LearnedRule, PARSER_VERSION } from '#parsing';
import { parseApart } from './parse-apart.js';
import type { LearnTask, ParseAnswer, ParseTask } from './parse.worker.js';
import { type Priority, Slots } from './slots.js';
import { WorkerCrashed } from './take-on.js';

export interface ParserPoolOptions {
  /** Most threads at work at once, begun as they are needed; default one per core, at most 4. */
  readonly threads?: number;
  /** After this long the thread is ended and the page counts as one that crashes its parser, in ms. */
  readonly deadlineMs?: number;
  /** Heap of one thread in MB; a page that needs more ends its thread, never the process. */
  readonly heapMb?: number;
}

/**
 * Parses in worker threads. A page that hangs or fills the memory ends its own thread; the next page gets a new one.
 * `parse` rejects with Unprocessable when the page is refused and with WorkerCrashed when it took its thread along.
 */
export class ParserPool {
  /** Stands on each page result. */
  readonly version: string = PARSER_VERSION;
  /** How many may be at work in the background, so that a page that has just come finds a thread. */
  readonly inBackground: number;
  private readonly pool: Piscina<ParseTask | LearnTask, ParseAnswer>;
  private readonly deadlineMs: number;
  private readonly heapMb: number;
  /** The deadline begins when a thread is free, not while pages queue behind a slow one. */
  private readonly slots: Slots;
  private readonly apart = new Slots(1);
  private readonly givingUp = new AbortController();
  private repeating = false;

  constructor({ threads = Math.min(4, availableParallelism()), deadlineMs = 10_000, heapMb = 256 }: ParserPoolOptions = {}) {
    this.deadlineMs = deadlineMs;
    this.heapMb = heapMb;
    // A thread has to compile the parser for itself: a second one is worth it when the first is never through, not for two pages at a time.
    this.slots = new Slots(threads, { least: 1 });
    this.inBackground = Math.max(1, threads - 1);
    this.pool = new Piscina<ParseTask | LearnTask, ParseAnswer>({
      filename: builtFile('./parse.worker.js').href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 30_000,
      // Pages leave little behind: a small young generation is emptied more often and takes as long in all.
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
  }

  async parse(bytes: Uint8Array, hints: CaptureHints, priority: Priority = 'live'): Promise<PageResult> {
    return pageOf(await this.slots.use(() => this.run({ bytes, hints }), priority));
  }

  /** What pages of one site repeat, in the background. Rejects with WorkerCrashed when they are too much for a thread. */
  async learnRules(pages: readonly ParseTask[]): Promise<readonly LearnedRule[]> {
    const answer = await this.slots.use(() => this.run({ pages }), 'background');
    if (answer.kind !== 'rules') throw new Error(`The parser failed: ${'message' in answer ? answer.message : answer.kind}`);
    return answer.rules;
  }

  /**
   * As `parse`, in a process of its own, for a page that was in hand when this program died: if it was to blame, it takes that process along
   * and not this one. One at a time.
   */
  async parseApart(bytes: Uint8Array, hints: CaptureHints): Promise<PageResult> {
    const { heapMb, deadlineMs } = this;
    const options = { file: fileURLToPath(builtFile('./parse-apart.worker.js')), heapMb, deadlineMs, signal: this.givingUp.signal };
    const answer = await this.apart
      .use(() => parseApart({ bytes, hints }, options))
      .catch((cause: unknown) => {
        if (this.givingUp.signal.aborted) throw new TryLater(REPEAT_MS, 'The program is stopping.', { cause });
        throw new WorkerCrashed('The process that had the page ended before it was parsed.', { cause });
      });
    return pageOf(answer);
  }

  /**
   * As `parse`, for a page that has crashed a thread before: one such page at a time, so that they never hold all threads. Rejects with
   * TryLater while another is at it.
   */
  async parseAgain(bytes: Uint8Array, hints: CaptureHints): Promise<PageResult> {
    if (this.repeating) throw new TryLater(REPEAT_MS, 'Another page that crashed its parser is being tried again.');
    this.repeating = true;
    try {
      return await this.parse(bytes, hints);
    } finally {
      this.repeating = false;
    }
  }

  /** Pages in hand are rejected with TryLater: the process is about to stop. */
  giveUp(): void {
    this.givingUp.abort();
  }

  /** Ends the threads; pages in hand are given up. */
  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async run(task: ParseTask | LearnTask): Promise<ParseAnswer> {
    const deadline = AbortSignal.timeout(this.deadlineMs);
    try {
      return await this.pool.run(task, { signal: AbortSignal.any([deadline, this.givingUp.signal]) });
    } catch (cause) {
      if (this.givingUp.signal.aborted) throw new TryLater(REPEAT_MS, 'The program is stopping.', { cause });
      if (deadline.aborted) throw new WorkerCrashed(`The page was not parsed within ${this.deadlineMs / 1000} s.`, { cause });
      const memory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
      throw new WorkerCrashed(
        memory ? 'The page needs more memory than its parser may have.' : 'The parser thread ended while it had the page.',
        {
          cause,
        },
      );
    }
  }
}

/** Part of a thread's heap for what is new, in MB. */
const YOUNG_MB = 16;

/** Before a page is tried again that had to wait for another, in ms. */
const REPEAT_MS = 2_000;

function pageOf(answer: ParseAnswer): PageResult {
  if (answer.kind === 'page') return answer.page;
  if (answer.kind === 'refused') throw new Unprocessable(answer.code, answer.message);
  throw new Error(`The parser failed: ${'message' in answer ? answer.message : answer.kind}`);
}

/** The built file, also when this one runs from its source: threads and processes load plain JavaScript only. */
const builtFile = (name: string): URL => new URL(name, import.meta.url.replace('/libs/pipeline/src/', built));

const built = (folder: string, at: number, url: string): string =>
  url.endsWith('.ts') && !url.slice(0, at).endsWith('/dist') ? `/dist${folder}` : folder;
