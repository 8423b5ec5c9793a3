import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventLog, Store } from '#store';

const POLL_MS = 250;

/** Wakes the readers of the event log: at once for events of this process, within a quarter of a second for those of another one. */
@Injectable()
export class EventTail implements OnModuleInit, OnModuleDestroy {
  private readonly waiting = new Set<() => void>();
  private timer: NodeJS.Timeout | null = null;
  private unlisten: () => void = () => undefined;
  private last: number | null = null;
  private turns = 0;

  constructor(
    private readonly events: EventLog,
    private readonly store: Store,
  ) {}

  onModuleInit(): void {
    this.unlisten = this.store.signals.on('events', () => this.wakeAll());
  }

  onModuleDestroy(): void {
    this.unlisten();
    if (this.timer) clearTimeout(this.timer);
    this.wakeAll();
  }

  /** Take this before reading the log, so that what comes in while reading is not slept through. */
  get turn(): number {
    return this.turns;
  }

  /** Resolves when there may be something newer than at that turn, after `patienceMs` at the latest, and as soon as the signal aborts. */
  async news(since: number, patienceMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || since !== this.turns) return;
    this.poll();
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(patience);
        signal.removeEventListener('abort', wake);
        this.waiting.delete(wake);
        resolve();
      };
      const patience = setTimeout(wake, patienceMs);
      signal.addEventListener('abort', wake);
      this.waiting.add(wake);
    });
  }

  private wakeAll(): void {
    this.turns += 1;
    for (const wake of [...this.waiting]) wake();
  }

  /** One timer for all readers, running only while somebody waits. */
  private poll(): void {
    this.timer ??= setTimeout(() => void this.look(), POLL_MS);
  }

  private async look(): Promise<void> {
    const last = await this.events.last().catch(() => this.last);
    this.timer = null;
    if (last !== this.last) this.wakeAll();
    this.last = last;
    if (this.waiting.size > 0) this.poll();
  }
}
