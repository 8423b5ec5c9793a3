import { setTimeout as sleep } from 'node:timers/promises';

export interface HeardEvent {
  readonly id: string;
  readonly sequence: string;
}

/** The server says something every 15 s; a stream that is silent for longer is broken. */
const SILENCE_MS = 20_000;
const AGAIN_MS = 200;

/** Holds a stream of events open as a subscriber does: when it breaks, it comes back with the last number it has seen. */
export class EventListener {
  readonly heard: HeardEvent[] = [];
  private readonly leaving = new AbortController();
  private readonly listening: Promise<void>;

  constructor(private readonly base: string) {
    this.listening = this.listen();
  }

  async close(): Promise<void> {
    this.leaving.abort();
    await this.listening;
  }

  private async listen(): Promise<void> {
    while (!this.leaving.signal.aborted) {
      await this.follow().catch(() => undefined);
      await sleep(AGAIN_MS, undefined, { signal: this.leaving.signal }).catch(() => undefined);
    }
  }

  private async follow(): Promise<void> {
    const silence = new AbortController();
    let patience = setTimeout(() => silence.abort(), SILENCE_MS);
    try {
      const answer = await fetch(`${this.base}/api/v1/events/stream`, {
        headers: { 'last-event-id': this.heard.at(-1)?.sequence ?? '0' },
        signal: AbortSignal.any([this.leaving.signal, silence.signal]),
      });
      let open = '';
      for await (const text of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
        clearTimeout(patience);
        patience = setTimeout(() => silence.abort(), SILENCE_MS);
        const messages = `${open}${text}`.split('\n\n');
        open = messages.pop() ?? '';
        for (const message of messages) this.take(message);
      }
    } finally {
      clearTimeout(patience);
    }
  }

  private take(message: string): void {
    const data = /^data: (.*)$/m.exec(message)?.[1];
    if (data === undefined) return;
    const { id, sequence } = JSON.parse(data) as HeardEvent;
    this.heard.push({ id, sequence });
  }
}
