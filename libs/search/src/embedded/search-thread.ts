import { Worker } from 'node:worker_threads';
import { TryLater } from '#domain';
import { QuerySyntaxError } from '../query/query-syntax-error.js';
import type { CallMessage, ThreadFault, ThreadMessage, ThreadTask } from './calls.js';
import type { EmptyBecause } from './index-file.js';

/** The file of the index was found damaged in the middle of a call. */
export class IndexDamaged extends Error {
  override readonly name = 'IndexDamaged';
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** So many calls may wait for one thread; a caller beyond that is asked for patience. */
const MAX_PENDING = 200;
const RESTART_MS = 1_000;
/** Somebody has to make room first. */
const AFTER_REPAIR_MS = 5_000;

type Calls = { [Name: string]: (...args: never[]) => unknown };

/** A thread and the calls that wait for it. When it dies they are asked to try later, and the next call starts a new one. */
export class SearchThread<C extends { [Name in keyof C]: Calls[string] }> {
  private readonly pending = new Map<number, Pending>();
  private worker: Worker | null = null;
  private calls = 0;

  private constructor(
    private readonly task: ThreadTask,
    private readonly heapMb: number,
    private readonly onEmpty?: (because: EmptyBecause) => void,
  ) {}

  /**
   * Resolves when the thread has opened the file; rejects with what kept it from doing so. `onEmpty` hears when a later start, after the thread
   * has died, found the file empty or unusable.
   */
  static async start<C extends { [Name in keyof C]: Calls[string] }>(
    task: ThreadTask,
    heapMb: number,
    onEmpty?: (because: EmptyBecause) => void,
  ): Promise<{ thread: SearchThread<C>; emptyBecause: EmptyBecause | null }> {
    const thread = new SearchThread<C>(task, heapMb, onEmpty);
    return { thread, emptyBecause: await thread.launched() };
  }

  get waiting(): number {
    return this.pending.size;
  }

  ask<Name extends keyof C & string>(call: Name, ...args: Parameters<C[Name]>): Promise<ReturnType<C[Name]>> {
    if (this.pending.size >= MAX_PENDING) return Promise.reject(new TryLater(500, 'The search index has too much to do at the moment.'));
    const worker = this.worker ?? this.launch();
    this.calls += 1;
    const id = this.calls;
    return new Promise((resolve, reject) => {
      worker.postMessage({ id, call, args } satisfies CallMessage);
      this.pending.set(id, { resolve: (value) => resolve(value as ReturnType<C[Name]>), reject });
    });
  }

  /** Ends the thread after the calls that wait. Resolves also when it is dead already. */
  async close(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage({ id: 0, call: 'close', args: [] } satisfies CallMessage);
    await exited;
  }

  private launched(): Promise<EmptyBecause | null> {
    const worker = this.launch();
    return new Promise((resolve, reject) => {
      worker.once('message', (message: ThreadMessage) => resolve(message.kind === 'ready' ? message.emptyBecause : null));
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('A thread of the search index ended before it was ready.')));
    });
  }

  private launch(): Worker {
    const worker = startWorker(this.task, this.heapMb);
    let cause: unknown = null;
    worker.on('message', (message: ThreadMessage) => this.take(message));
    worker.once('error', (error) => {
      cause = error;
    });
    worker.once('exit', () => {
      this.worker = null;
      const patience = new TryLater(RESTART_MS, 'A thread of the search index has died; it is started again.', { cause });
      for (const { reject } of this.pending.values()) reject(patience);
      this.pending.clear();
    });
    this.worker = worker;
    return worker;
  }

  private take(message: ThreadMessage): void {
    if (message.kind === 'ready') {
      if (this.calls > 0 && message.emptyBecause) this.onEmpty?.(message.emptyBecause);
      return;
    }
    const pending = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.kind === 'answer') pending?.resolve(message.value);
    else pending?.reject(errorOf(message.fault));
  }
}

function errorOf(fault: ThreadFault): Error {
  if (fault.kind === 'syntax') return new QuerySyntaxError(fault.message, fault.position, fault.hint);
  if (fault.kind === 'damaged') return new IndexDamaged(fault.message);
  if (fault.kind === 'busy') return new TryLater(RESTART_MS, 'The search index is locked by another process.');
  if (fault.kind === 'unwritable')
    return new TryLater(
      AFTER_REPAIR_MS,
      `The disk does not take what the search index writes (${fault.message}). Free space there, or point DATA_DIR at another disk.`,
    );
  return Object.assign(new Error(fault.message), fault.stack === undefined ? {} : { stack: fault.stack });
}

/** From sources, as in specs, the thread compiles what it loads; built, it loads its neighbour. */
function startWorker(task: ThreadTask, heapMb: number): Worker {
  const fromSources = import.meta.url.endsWith('.ts');
  const compiler = new URL('../../../../scripts/source-threads.mjs', import.meta.url).href;
  return new Worker(new URL(`./search.worker.${fromSources ? 'ts' : 'js'}`, import.meta.url), {
    workerData: task,
    execArgv: fromSources ? ['--conditions=source', '--import', compiler] : [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
    name: `search ${task.role}`,
  });
}
