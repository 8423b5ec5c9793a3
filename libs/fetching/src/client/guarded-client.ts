import { lookup } from 'node:dns/promises';
import { Agent, type Dispatcher } from 'undici';
import { TryLater } from '#domain';
import { type Allows, assertAllowed, guardedLookup, type Resolve, resolveTwice } from '../guard/destination.js';
import { webUrl } from '../urls/web-url.js';
import { refusalOf } from './answers.js';
import { ACCEPT_ENCODING, collect, decode, tooLarge } from './body.js';
import { withDeadline } from './deadline.js';
import { transportFault } from './faults.js';
import { assertSaneWay, type Redirect, redirectOf } from './redirects.js';

export interface GuardedClientOptions {
  /** Lets through private, loopback and other special addresses, all or those it answers true for: for an archive of one's own network. */
  readonly allowPrivate?: boolean | Allows;
  /** Largest body after unpacking, in bytes; 20 MB unless told. */
  readonly maxBytes?: number;
  /** Longest time for one get with all its redirects, in ms; a minute unless told. */
  readonly timeoutMs?: number;
  /** Web or mail address for site owners, sent in User-Agent. */
  readonly contact?: string | null;
  /** Finds the addresses of a name; the system's resolver unless told. */
  readonly resolve?: Resolve;
  readonly clock?: () => Date;
}

/** Limits of one get; unset ones are the client's. */
export interface GetOptions {
  readonly signal?: AbortSignal;
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
}

export interface Fetched {
  /** After undoing the content encoding; in the charset of the site. */
  readonly body: Uint8Array;
  readonly finalUrl: string;
  readonly status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string | null;
  /** The way from the address asked for to the final one; empty when it answered itself. */
  readonly redirects: readonly Redirect[];
}

export interface GuardedClient {
  /**
   * Fetches one page. Rejects with BadUrl (no web address), Unprocessable (`gone`, `refused-by-site`, `too-large`, `address-not-allowed`,
   * `port-not-allowed`, `unknown-name`, `redirect-loop`, `too-many-redirects`, `headers-too-large`, `unexpected-status` …), TryLater (the site asked for
   * patience, or the client is closing), the signal's reason, or a plain Error (transport, time limit, status 5xx).
   */
  get(url: string, options?: GetOptions): Promise<Fetched>;
  /** Ends what is under way: those gets reject with TryLater. */
  close(): Promise<void>;
}

/** Within the time for connecting. */
const NAME_PAUSE_MS = 1_000;
const MOST_HEADER_BYTES = 32 * 1024;

/** Opens a client that fetches from the public internet only, within limits of time and size, whatever the far side does. */
export function openGuardedClient(options: GuardedClientOptions = {}): GuardedClient {
  const { allowPrivate = false, resolve = (host) => lookup(host, { all: true }), contact = null } = options;
  const { maxBytes = 20 * 1024 * 1024, timeoutMs = 60_000, clock = () => new Date() } = options;
  const allows = typeof allowPrivate === 'function' ? allowPrivate : () => allowPrivate;
  const agent = new Agent({
    connections: 4,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 10_000,
    headersTimeout: 30_000,
    bodyTimeout: 30_000,
    maxHeaderSize: MOST_HEADER_BYTES,
    connect: { timeout: 10_000, lookup: guardedLookup(resolveTwice(resolve, NAME_PAUSE_MS), allows) },
  });
  return new Client(agent, { allows, contact, maxBytes, timeoutMs, clock });
}

type Settings = Required<Omit<GuardedClientOptions, 'allowPrivate' | 'resolve'>> & { readonly allows: Allows };

class Client implements GuardedClient {
  private readonly closing = new AbortController();

  constructor(
    private readonly agent: Agent,
    private readonly settings: Settings,
  ) {}

  get(
    address: string,
    { signal, maxBytes = this.settings.maxBytes, timeoutMs = this.settings.timeoutMs }: GetOptions = {},
  ): Promise<Fetched> {
    return withDeadline({ timeoutMs, what: address, signals: [this.closing.signal, ...(signal ? [signal] : [])] }, (deadline) =>
      this.follow(webUrl(address, 'url'), maxBytes, deadline),
    );
  }

  async close(): Promise<void> {
    this.closing.abort(new TryLater(1_000, 'Fetching stops; the page is fetched after the next start.'));
    await this.agent.destroy();
  }

  private async follow(start: URL, maxBytes: number, signal: AbortSignal): Promise<Fetched> {
    const redirects: Redirect[] = [];
    for (let url = start; ; ) {
      const response = await this.request(url, signal);
      const headers = joined(response.headers);
      const next = this.nextOf(response, headers, url);
      if (!next) return { ...(await this.finish(response, headers, maxBytes, url)), redirects };
      redirects.push(next.redirect);
      assertSaneWay(redirects);
      url = next.target;
    }
  }

  private async request(url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    assertAllowed(url, this.settings.allows);
    const { origin, pathname, search } = url;
    try {
      return await this.agent.request({ origin, path: pathname + search, method: 'GET', headers: this.headers(), signal });
    } catch (error) {
      throw transportFault(error, url.href);
    }
  }

  /** Decides by the headers alone; a body that is not wanted is not read. */
  private nextOf(response: Dispatcher.ResponseData, headers: Readonly<Record<string, string>>, url: URL) {
    try {
      const next = redirectOf(response.statusCode, headers, url);
      const refusal = next ? null : refusalOf(response.statusCode, headers, url.href, this.settings.clock());
      if (refusal) throw refusal;
      if (next) drop(response);
      return next;
    } catch (error) {
      drop(response);
      throw error;
    }
  }

  private async finish(response: Dispatcher.ResponseData, headers: Readonly<Record<string, string>>, maxBytes: number, url: URL) {
    if (Number(headers['content-length']) > maxBytes) {
      drop(response);
      throw tooLarge(maxBytes, url.href);
    }
    const packed = await collect(response.body, maxBytes, url.href).catch((error: unknown) => {
      throw transportFault(error, url.href);
    });
    const body = await decode(packed, headers['content-encoding'], maxBytes, url.href);
    return { body, finalUrl: url.href, status: response.statusCode, headers, contentType: headers['content-type'] ?? null };
  }

  private headers(): Record<string, string> {
    return {
      'user-agent': this.settings.contact ? `Rostra (+${this.settings.contact})` : 'Rostra',
      accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
      'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5',
      'accept-encoding': ACCEPT_ENCODING,
    };
  }
}

function drop({ body }: Dispatcher.ResponseData): void {
  // Destroying an unread body is an error to its stream and none to us.
  body.on('error', () => {}).destroy();
}

function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
