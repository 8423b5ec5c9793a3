import { open } from 'node:fs/promises';

/** Flushes folders to disk; callers that come while a flush runs share the next one, since the running one may have begun before their change. */
export class SharedSync {
  private readonly running = new Map<string, Promise<void>>();
  private readonly waiting = new Map<string, Promise<void>>();

  constructor(private readonly flush: (folder: string) => Promise<void> = flushFolder) {}

  /** When it resolves, what was done in the folder before the call is on disk. */
  sync(folder: string): Promise<void> {
    const waiting = this.waiting.get(folder);
    if (waiting) return waiting;
    const running = this.running.get(folder);
    if (!running) return this.run(folder);
    const next = running.then(
      () => this.runNext(folder),
      () => this.runNext(folder),
    );
    this.waiting.set(folder, next);
    return next;
  }

  private runNext(folder: string): Promise<void> {
    this.waiting.delete(folder);
    return this.run(folder);
  }

  private run(folder: string): Promise<void> {
    const flushed = this.flush(folder).finally(() => {
      if (this.running.get(folder) === flushed) this.running.delete(folder);
    });
    this.running.set(folder, flushed);
    return flushed;
  }
}

async function flushFolder(folder: string): Promise<void> {
  // Windows cannot flush a folder and keeps names in its journal.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
