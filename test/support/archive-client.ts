import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ListedDocument {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly crashes: number;
}

export interface LoggedEvent {
  readonly id: string;
  readonly type: string;
  readonly sequence: string;
  readonly subject: string;
  readonly data: { readonly documentId: string; readonly title: string };
}

/** A server that takes longer counts as one that does not answer. */
const ANSWER_WITHIN_MS = 30_000;

const SETTLED = new Set(['announced', 'empty', 'failed', 'discarded', 'withdrawn']);

/** What a program of somebody else sees of an archive: pushes, lists, the log, searches. */
export class ArchiveClient {
  /** With a key it may pause and push where that is not open to everybody. */
  constructor(
    private readonly base: string,
    private readonly key: string | null = null,
  ) {}

  /** Answers the document's id once the push is accepted; rejects when the connection breaks or the answer is no 2xx. Of bytes nothing is said but their name. */
  async push(fileName: string, body: string | Uint8Array<ArrayBuffer>): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([body], { type: typeof body === 'string' ? 'text/plain; charset=utf-8' : '' }), fileName);
    return this.accepted(fileName, { body: form, headers: this.headers });
  }

  /** Has a URL fetched, or pushes what was found there. */
  submit(url: string, body?: string): Promise<string> {
    const headers = { ...this.headers, 'content-type': 'application/json' };
    return this.accepted(url, {
      body: JSON.stringify({ url, ...(body !== undefined && { body, contentType: 'text/plain; charset=utf-8' }) }),
      headers,
    });
  }

  private async accepted(what: string, request: RequestInit): Promise<string> {
    const answer = await fetch(`${this.base}/api/v1/documents`, {
      method: 'POST',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...request,
    });
    if (!answer.ok) throw new Error(`${what} was answered with ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { id: string }).id;
  }

  /** All documents, newest first. */
  async documents(): Promise<ListedDocument[]> {
    const all: ListedDocument[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { documents: ListedDocument[]; nextCursor: string | null } = await this.get(
        `/documents?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      all.push(...page.documents);
      cursor = page.nextCursor;
    }
    return all;
  }

  /** How these documents stand, in their order. */
  statuses(documents: readonly { readonly id: string }[]): Promise<string[]> {
    return Promise.all(documents.map(async ({ id }) => (await this.get<{ status: string }>(`/documents/${id}`)).status));
  }

  /** Waits until no room has anything to do any more. */
  async settled(): Promise<ListedDocument[]> {
    for (;;) {
      const documents = await this.documents();
      if (documents.every(({ status }) => SETTLED.has(status))) return documents;
      await sleep(200);
    }
  }

  async events(): Promise<LoggedEvent[]> {
    const all: LoggedEvent[] = [];
    for (;;) {
      const { events } = await this.get<{ events: LoggedEvent[] }>(`/events?after=${all.at(-1)?.sequence ?? '0'}&limit=500`);
      if (events.length === 0) return all;
      all.push(...events);
    }
  }

  async titlesFor(query: string): Promise<string[]> {
    const { hits } = await this.get<{ hits: { title: string }[] }>(`/search?q=${encodeURIComponent(query)}`);
    return hits.map(({ title }) => title);
  }

  /** Its bytes, which are UTF-8. */
  async raw(id: string): Promise<string> {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await this.bytesOf(id));
  }

  /** SHA-256 of its bytes, in hex. */
  async hashOf(id: string): Promise<string> {
    return createHash('sha256')
      .update(await this.bytesOf(id))
      .digest('hex');
  }

  private async bytesOf(id: string): Promise<Uint8Array> {
    const answer = await fetch(`${this.base}/api/v1/documents/${id}/raw`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!answer.ok) throw new Error(`The bytes of ${id} were answered with ${answer.status}: ${await answer.text()}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  async workersOf(stage: string): Promise<number> {
    return (await this.get<{ workers: number }>(`/queues/${stage}`)).workers;
  }

  async withdraw(id: string): Promise<void> {
    const answer = await fetch(`${this.base}/api/v1/documents/${id}?reason=test`, { method: 'DELETE', headers: this.headers });
    if (!answer.ok) throw new Error(`${id} was answered with ${answer.status}: ${await answer.text()}`);
  }

  async isPaused(stage: string): Promise<boolean> {
    return (await this.get<{ paused: boolean }>(`/queues/${stage}`)).paused;
  }

  async post(path: string): Promise<void> {
    const answer = await fetch(`${this.base}/api/v1${path}`, { method: 'POST', headers: this.headers });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`);
  }

  private get headers(): Record<string, string> {
    return this.key === null ? {} : { authorization: `Bearer ${this.key}` };
  }

  async get<T>(path: string): Promise<T> {
    const answer = await fetch(`${this.base}/api/v1${path}`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
