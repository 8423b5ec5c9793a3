import { z } from 'zod';
import { EXIT, Failure } from '../exit.js';

const PATIENCE_MS = 60_000;

/** The server said no: an RFC 9457 problem. `retryAfterMs` is given when it asked for patience. */
export class Refused extends Failure {
  constructor(
    readonly status: number,
    readonly problem: Problem,
    readonly retryAfterMs: number | null,
  ) {
    super(EXIT.refused, problem.detail ?? problem.title ?? `The server answered ${status}.`);
  }
}

/** Nobody answers at the address, or it does not answer in time. Trying again later may help. */
export class NoAnswer extends Failure {}

/** It may go well in a moment: nobody answers, or the server asks for patience. */
export const isPassing = (error: unknown): boolean =>
  error instanceof NoAnswer || (error instanceof Refused && error.retryAfterMs !== null);

const problemShape = z.looseObject({
  title: z.string().optional(),
  detail: z.string().optional(),
  position: z.number().optional(),
  hint: z.string().optional(),
});
type Problem = z.infer<typeof problemShape>;

type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** One running Rostra, by HTTP. Throws NoAnswer when it cannot be reached and Refused when it says no. */
export class Server {
  constructor(
    readonly base: string,
    private readonly adminKey: string | null = null,
  ) {}

  /** Address of a page or call, for people and for fetch. */
  address(path: string, parameters: Parameters = {}): string {
    const url = new URL(this.base + path);
    for (const [name, value] of Object.entries(parameters)) {
      for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) url.searchParams.append(name, String(one));
    }
    return url.href;
  }

  async get<T>(shape: z.ZodType<T>, path: string, parameters?: Parameters): Promise<T> {
    return this.read(shape, await this.ask(this.address(path, parameters), {}));
  }

  async post<T>(shape: z.ZodType<T>, path: string, body: FormData | object = {}): Promise<T> {
    const init = body instanceof FormData ? { body } : jsonInit(body);
    return this.read(shape, await this.ask(this.address(path), { method: 'POST', ...init }));
  }

  async patch<T>(shape: z.ZodType<T>, path: string, body: object): Promise<T> {
    return this.read(shape, await this.ask(this.address(path), { method: 'PATCH', ...jsonInit(body) }));
  }

  /** An open event stream; the caller's signal ends it. Reading throws NoAnswer when the connection breaks. */
  async stream(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const answer = await this.ask(this.address(path), { headers: { accept: 'text/event-stream', ...headers }, signal });
    if (!answer.body) throw this.notRostra();
    return this.piecesOf(answer.body);
  }

  private async *piecesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (cause) {
      throw this.noAnswer(cause);
    }
  }

  private async ask(url: string, init: RequestInit): Promise<Response> {
    const headers = { ...init.headers, ...(this.adminKey === null ? {} : { authorization: `Bearer ${this.adminKey}` }) };
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), ...init, headers }).catch((cause: unknown) => {
      throw this.noAnswer(cause);
    });
    if (answer.ok) return answer;
    throw await this.refusal(answer);
  }

  private async read<T>(shape: z.ZodType<T>, answer: Response): Promise<T> {
    const text = await answer.text().catch((cause: unknown) => {
      throw this.noAnswer(cause);
    });
    const parsed = shape.safeParse(jsonIn(text));
    if (!parsed.success) throw this.notRostra();
    return parsed.data;
  }

  private async refusal(answer: Response): Promise<Failure> {
    const problem = problemShape.safeParse(jsonIn(await answer.text().catch(() => '')));
    if (!problem.success) return this.notRostra();
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
    const patient = answer.status === 429 || answer.status === 503;
    return new Refused(answer.status, problem.data, patient ? (Number.isFinite(seconds) ? seconds * 1_000 : 1_000) : null);
  }

  private noAnswer(cause: unknown): NoAnswer {
    const late = cause instanceof Error && cause.name === 'TimeoutError';
    const what = late ? `The server at ${this.base} does not answer.` : `No Rostra is running at ${this.base}.`;
    return new NoAnswer(EXIT.unavailable, `${what} Start one with npm start, or name another by --server URL or ROSTRA_SERVER.`, { cause });
  }

  private notRostra(): Failure {
    return new Failure(EXIT.unavailable, `What answers at ${this.base} is not Rostra. Name its address by --server URL or ROSTRA_SERVER.`);
  }
}

const jsonInit = (body: object) => ({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

/** Null for what is no JSON: no answer of Rostra is null. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
