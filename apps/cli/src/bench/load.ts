import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../inputs/in-parallel.js';
import { messagesOf } from '../server/event-stream.js';
import type { Server } from '../server/server.js';
import { acceptedShape, eventShape, searchShape } from '../server/shapes.js';
import type { GeneratedPage } from './generate-pages.js';
import { type Random } from './random.js';

/** Follows the event log: an event stands there only when a search finds its speech. */
export class Arrivals {
  private readonly seen = new Map<string, number>();
  private readonly ending = new AbortController();
  private wake: () => void = () => undefined;
  private fault: unknown = null;

  constructor(private readonly server: Server) {}

  async start(): Promise<void> {
    const bytes = await this.server.stream('/api/v1/events/stream?after=0', {}, this.ending.signal);
    this.read(bytes).catch((error: unknown) => {
      this.fault = error;
      this.wake();
    });
  }

  stop(): void {
    this.ending.abort();
  }

  /** Resolves with the time of arrival of each document; rejects when nothing at all has come for a minute. */
  async of(documentIds: readonly string[]): Promise<number[]> {
    for (;;) {
      const times = documentIds.flatMap((id) => this.seen.get(id) ?? []);
      if (times.length === documentIds.length) return times;
      if (this.fault) throw this.fault;
      const { promise, resolve } = Promise.withResolvers<'event'>();
      this.wake = () => resolve('event');
      if ((await Promise.race([promise, sleep(60_000, 'silence' as const, { ref: false })])) === 'silence')
        throw new Error(
          `${documentIds.length - times.length} of ${documentIds.length} pages have not arrived, and nothing came for a minute`,
        );
    }
  }

  private async read(bytes: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const { data } of messagesOf(bytes)) {
      const event = data === null ? null : eventShape.safeParse(JSON.parse(data)).data;
      if (event) this.seen.set(event.data.documentId, performance.now());
      this.wake();
    }
  }
}

/** Pushes pages, so many at a time; resolves with the time each was handed in, under the document's id. */
export async function pushPages(server: Server, pages: Iterable<GeneratedPage>, atOnce: number): Promise<Map<string, number>> {
  const pushed = new Map<string, number>();
  await inParallel(pages, atOnce, async ({ fileName, page }) => {
    const form = new FormData();
    form.set('file', new Blob([page], { type: 'text/plain' }), fileName);
    const at = performance.now();
    const { id } = await server.post(acceptedShape, '/api/v1/documents', form);
    pushed.set(id, at);
  });
  return pushed;
}

/** Searches steadily, one query after the other, until stopped; resolves with the time of each answer, in ms. */
export async function searchSteadily(server: Server, queryFrom: () => string, pauseMs: number, signal: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!signal.aborted) {
    const begin = performance.now();
    await server.get(searchShape, '/api/v1/search', { q: queryFrom() });
    times.push(performance.now() - begin);
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return times;
}

/** A query as people type them: a run of the text, or two runs that both must occur. */
export function queryFrom({ speech }: GeneratedPage, random: Random): string {
  const sentences = speech.split(/[\n，。；：、（）]/).filter(({ length }) => length >= 4);
  const run = () => {
    const sentence = random.one(sentences);
    const length = 2 + random.whole(Math.min(5, sentence.length - 2));
    const from = random.whole(sentence.length - length + 1);
    return sentence.slice(from, from + length);
  };
  return random.whole(3) === 0 ? `${run()} ${run()}` : run();
}
