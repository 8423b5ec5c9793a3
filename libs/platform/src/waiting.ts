import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { TryLater } from '#domain';

/** Between two looks at a server that does not answer, in ms. */
const AGAIN_MS = 1_000;
/** How often the log says what is waited for, in ms. */
const SAY_EVERY_MS = 15_000;

/** How an engine is opened whose server may not be up yet. */
export interface Patience {
  for<Opened>(name: string, open: () => Promise<Opened>): Promise<Opened>;
}

/** Passes the first failure on. */
export const impatient: Patience = { for: (_name, open) => open() };

/**
 * Starting beside servers that are not up yet: each is asked again until it answers, and what is waited for can be read meanwhile. Anything but
 * TryLater ends the wait, for it needs a person.
 */
export class Waiting implements Patience {
  private readonly sentences = new Map<string, string>();

  constructor(
    private readonly log: Logger,
    private readonly stopped: AbortSignal,
  ) {}

  /** What does not answer yet, by name, with the reason. */
  get missing(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.sentences);
  }

  /** @throws whatever `open` throws but TryLater; the signal's reason when it is given while waiting. */
  async for<Opened>(name: string, open: () => Promise<Opened>): Promise<Opened> {
    for (let saidAt = Number.NEGATIVE_INFINITY; ; ) {
      try {
        const opened = await open();
        if (this.sentences.delete(name)) this.log.info(`Now ${name} answers`);
        return opened;
      } catch (error) {
        if (!(error instanceof TryLater)) throw error;
        this.sentences.set(name, error.message);
        if (performance.now() - saidAt > SAY_EVERY_MS) {
          saidAt = performance.now();
          this.log.warn(`Waiting for ${name}: ${error.message}`);
        }
        await sleep(AGAIN_MS, undefined, { signal: this.stopped });
      }
    }
  }
}
