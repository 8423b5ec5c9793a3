import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RecentTrouble, TryLater } from '#domain';
import { type SearchEntry, SearchIndex, type SearchRequest, type SpeechHits } from '../search-index.js';
import type { ReaderCalls, WriterCalls } from './calls.js';
import { BadCursor, cursorAt, placeOf } from '../cursor.js';
import { type EmptyBecause, putAside } from './index-file.js';
import { IndexDamaged, SearchThread } from './search-thread.js';
import type { SpeechVersion } from './writer.js';

export interface EmbeddedIndexOptions {
  /** The folder of the index, which is made when missing. */
  readonly dataDir: string;
  /** Its name in there, default `search.db`. */
  readonly file?: string;
  /** Threads that answer searches, default 1. */
  readonly readers?: number;
  /** What the JavaScript heap of each thread may grow to, in MB, default 256. A thread that needs more is started again. */
  readonly heapMb?: number;
  /** Called whenever the index starts without entries, at the opening or later: then every speech has to be given again. */
  readonly onEmpty?: (because: EmptyBecause) => void;
}

/**
 * Opens the index in threads of its own, one that writes and some that read. A damaged file, or one of an older make, is put aside and an empty
 * index takes its place. One process at a time: the caller holds the folder's lock.
 */
export async function openEmbeddedIndex(options: EmbeddedIndexOptions): Promise<EmbeddedIndex> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const path = join(options.dataDir, options.file ?? 'search.db');
  const life = { identity: randomUUID() };
  const onEmpty = (because: EmptyBecause) => {
    life.identity = randomUUID();
    options.onEmpty?.(because);
  };
  const told = { ...options, onEmpty };
  return new EmbeddedIndex(path, told, await openThreads(path, told), life);
}

interface Threads {
  readonly writer: SearchThread<WriterCalls>;
  readonly readers: readonly SearchThread<ReaderCalls>[];
  readonly emptyBecause: EmptyBecause | null;
}

/** The writer goes first: it makes the file, or finds out that it is damaged. */
async function openThreads(path: string, { readers: count = 1, heapMb = 256, onEmpty }: EmbeddedIndexOptions): Promise<Threads> {
  const { thread: writer, emptyBecause } = await SearchThread.start<WriterCalls>({ role: 'writer', path }, heapMb, onEmpty);
  const reader = async () => (await SearchThread.start<ReaderCalls>({ role: 'reader', path }, heapMb)).thread;
  return { writer, readers: await Promise.all(Array.from({ length: Math.max(1, count) }, reader)), emptyBecause };
}

/** SearchIndex on SQLite's full-text engine, for one process. */
export class EmbeddedIndex extends SearchIndex {
  private mending: Promise<void> | null = null;
  private closed = false;
  private readonly writing = new RecentTrouble();

  constructor(
    private readonly path: string,
    private readonly options: EmbeddedIndexOptions,
    private threads: Threads,
    /** Changes whenever the index starts without entries. */
    private readonly life: { readonly identity: string },
  ) {
    super();
    if (threads.emptyBecause) options.onEmpty?.(threads.emptyBecause);
  }

  /** Why the index had no entries when it was opened or last mended; null when it was taken over as it was. */
  get emptyBecause(): EmptyBecause | null {
    return this.threads.emptyBecause;
  }

  override async upsert(entries: readonly SearchEntry[]): Promise<void> {
    if (entries.length > 0) await this.write(({ writer }) => writer.ask('upsert', entries));
  }

  override async withdraw(speeches: readonly SpeechVersion[]): Promise<void> {
    if (speeches.length > 0) await this.write(({ writer }) => writer.ask('withdraw', speeches));
  }

  override async search(request: SearchRequest): Promise<SpeechHits> {
    const startedAt = performance.now();
    const offset = offsetOf(request);
    const size = Math.min(100, Math.max(1, Math.trunc(request.size ?? 10)));
    const found = await this.guarded((threads) => leastBusy(threads.readers).ask('search', { ...request, size }, offset));
    const next = offset + found.hits.length;
    const nextCursor = found.hits.length > 0 && next < found.total ? cursorAt([next], request) : null;
    return { ...found, nextCursor, tookMs: Math.round((performance.now() - startedAt) * 10) / 10 };
  }

  override async versions(speechIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.guarded(({ readers }) => leastBusy(readers).ask('versions', speechIds));
    return new Map(rows.map(({ speechId, version }) => [speechId, version]));
  }

  override entries(afterSpeechId: string | null, limit: number): Promise<readonly SpeechVersion[]> {
    return this.guarded(({ readers }) => leastBusy(readers).ask('entries', afterSpeechId, limit));
  }

  override suggest(prefix: string, limit: number) {
    return this.guarded(({ readers }) => leastBusy(readers).ask('suggest', prefix, limit));
  }

  override async identity(): Promise<string> {
    return this.life.identity;
  }

  override async ping(): Promise<void> {
    await this.guarded(({ readers }) => leastBusy(readers).ask('ping'));
    this.writing.check();
  }

  override async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.mending;
    await closeThreads(this.threads);
  }

  private write(ask: (threads: Threads) => Promise<void>): Promise<void> {
    return this.writing.during(() => this.guarded(ask));
  }

  private async guarded<T>(ask: (threads: Threads) => Promise<T>): Promise<T> {
    if (this.closed) throw new Error('The search index is closed.');
    await this.mending;
    try {
      return await ask(this.threads);
    } catch (error) {
      if (!(error instanceof IndexDamaged)) throw error;
      this.mending ??= this.mend().then(
        () => this.mended(),
        () => this.mended(),
      );
      throw new TryLater(2_000, 'The search index was damaged and is made anew.', { cause: error });
    }
  }

  /** When mending failed, the next call meets what is wrong and says so. */
  private mended(): void {
    this.mending = null;
  }

  /** Puts the damaged file aside and starts with an empty one. */
  private async mend(): Promise<void> {
    await closeThreads(this.threads);
    putAside(this.path, 'damaged');
    this.threads = { ...(await openThreads(this.path, this.options)), emptyBecause: 'damaged' };
    this.options.onEmpty?.('damaged');
  }
}

const closeThreads = async ({ writer, readers }: Threads): Promise<void> => {
  await Promise.all(readers.map((reader) => reader.close()));
  await writer.close();
};

function leastBusy(readers: readonly SearchThread<ReaderCalls>[]): SearchThread<ReaderCalls> {
  const [first, ...others] = readers;
  if (!first) throw new Error('The search index has no reader.');
  return others.reduce((least, reader) => (reader.waiting < least.waiting ? reader : least), first);
}

/** The number of hits before the page. @throws BadCursor */
function offsetOf(request: SearchRequest): number {
  const [offset = 0, ...others] = placeOf(request) ?? [];
  if (!Number.isSafeInteger(offset) || Number(offset) < 0 || others.length > 0) throw new BadCursor();
  return Number(offset);
}
