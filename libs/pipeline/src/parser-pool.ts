import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { type CaptureHints, type PageResult, TryLater, Unprocessable } from '#domain';
import type { ParseAnswer, ParseTask } from './parse.worker.js';
import { Slots } from './slots.js';
import { WorkerCrashed } from './take-on.js';

export interface ParserPoolOptions {
  /** Most threads at work at once; default one per core, at most 4. */
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
  private readonly pool: Piscina<ParseTask, ParseAnswer>;
  private readonly deadlineMs: number;
  /** The deadline begins when a thread is free, not while pages queue behind a slow one. */
  private readonly slots: Slots;
  private readonly givingUp = new AbortController();
  private repeating = false;

  constructor({ threads = Math.min(4, availableParallelism()), deadlineMs = 10_000, heapMb = 256 }: ParserPoolOptions = {}) {
    this.deadlineMs = deadlineMs;
    this.slots = new Slots(threads);
    this.pool = new Piscina<ParseTask, ParseAnswer>({
      filename: workerFile(),
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 30_000,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
  }

  async parse(bytes: Uint8Array, hints: CaptureHints): Promise<PageResult> {
    const answer = await this.slots.use(() => this.run({ bytes, hints }));
    if (answer.kind === 'page') return answer.page;
    if (answer.kind === 'refused') throw new Unprocessable(answer.code, answer.message);
    throw new Error(`The parser failed: ${answer.message}`);
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

  private async run(task: ParseTask): Promise<ParseAnswer> {
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

/** Before a page is tried again that had to wait for another, in ms. */
const REPEAT_MS = 2_000;

/** The built worker, also when this file runs from its source: threads load plain JavaScript only. */
function workerFile(): string {
  return new URL('./parse.worker.js', import.meta.url.replace('/libs/pipeline/src/', built)).href;
}

const built = (folder: string, at: number, url: string): string =>
  url.endsWith('.ts') && !url.slice(0, at).endsWith('/dist') ? `/dist${folder}` : folder;
