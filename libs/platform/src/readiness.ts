import { setTimeout as sleep } from 'node:timers/promises';

export interface Readiness {
  readonly status: 'ready' | 'waiting';
  /** Names of the engines that do not answer. */
  readonly waitingFor: readonly string[];
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly message: string | null }>>;
}

const PATIENCE_MS = 2_000;

/** Whether the engines of this process answer; each is given two seconds. */
export class ReadinessCheck {
  constructor(private readonly engines: Readonly<Record<string, { ping(): Promise<void> }>>) {}

  async look(): Promise<Readiness> {
    const entries = await Promise.all(Object.entries(this.engines).map(async ([name, engine]) => [name, await answerOf(engine)] as const));
    const waitingFor = entries.filter(([, { ok }]) => !ok).map(([name]) => name);
    return { status: waitingFor.length === 0 ? 'ready' : 'waiting', waitingFor, checks: Object.fromEntries(entries) };
  }
}

async function answerOf(engine: { ping(): Promise<void> }): Promise<{ ok: boolean; message: string | null }> {
  const patience = new AbortController();
  try {
    const late = sleep(PATIENCE_MS, `no answer within ${PATIENCE_MS / 1000} s`, { signal: patience.signal });
    late.catch(() => undefined);
    const message = await Promise.race([engine.ping().then(() => null), late]);
    return { ok: message === null, message };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  } finally {
    patience.abort();
  }
}
