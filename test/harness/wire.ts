import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * What becomes of connections through a wire: `pass` carries bytes both ways; `stall` keeps them until the mode changes; `blackhole` takes what
 * clients say and never answers, as a half-open connection does; `reset` breaks what is open and refuses what comes.
 */
export type WireMode = 'pass' | 'stall' | 'blackhole' | 'reset';

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  /** The client has just asked what is to be cut: the answer never arrives. */
  doomed: boolean;
}

/** A TCP proxy in front of one server. */
export class Wire {
  private readonly links = new Set<Link>();
  private mode: WireMode = 'pass';
  private cutting: { readonly request: string; left: number } | null = null;

  private constructor(
    private readonly listener: Server,
    private readonly target: { readonly host: string; readonly port: number },
  ) {
    listener.on('connection', (client) => this.join(client));
  }

  /** In front of the server that this URL names. */
  static async before(url: string): Promise<Wire> {
    const { hostname, port } = new URL(url);
    const listener = createServer({ allowHalfOpen: false }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return new Wire(listener, { host: hostname, port: Number(port) });
  }

  /** The same URL through this wire. */
  through(url: string): string {
    const { port } = this.listener.address() as AddressInfo;
    return url.replace(/:\d+(?=\/|$)/, `:${port}`);
  }

  set(mode: WireMode): void {
    // what a black hole has swallowed is missing on its connections for ever
    if (this.mode === 'blackhole' && mode !== 'blackhole') for (const { client } of this.links) client.resetAndDestroy();
    this.mode = mode;
    for (const link of this.links) this.apply(link);
  }

  /** The next `times` answers to a request that holds this text are dropped together with their connection: the server has done it, nobody hears of it. */
  cutAnswers(request: string, times: number): void {
    this.cutting = { request, left: times };
  }

  /** Answers that are still to be cut. */
  get cutsLeft(): number {
    return this.cutting?.left ?? 0;
  }

  async close(): Promise<void> {
    this.set('reset');
    this.listener.close();
    await once(this.listener, 'close');
  }

  private join(client: Socket): void {
    const server = connect(this.target);
    const link: Link = { client, server, doomed: false };
    this.links.add(link);
    const end = () => {
      this.links.delete(link);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    client.on('data', (bytes) => this.ask(link, bytes));
    server.on('data', (bytes) => this.answer(link, bytes));
    this.apply(link);
  }

  private ask(link: Link, bytes: Buffer): void {
    if (this.mode === 'blackhole') return;
    if (this.cutting && this.cutting.left > 0 && !link.doomed && bytes.includes(this.cutting.request)) {
      this.cutting.left -= 1;
      link.doomed = true;
    }
    link.server.write(bytes);
  }

  private answer(link: Link, bytes: Buffer): void {
    if (this.mode === 'blackhole') return;
    if (link.doomed) link.client.resetAndDestroy();
    else link.client.write(bytes);
  }

  private apply({ client, server }: Link): void {
    if (this.mode === 'reset') client.resetAndDestroy();
    for (const socket of [client, server]) this.mode === 'stall' ? socket.pause() : socket.resume();
  }
}
