import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { BrokenFrame, code, errorResponse, type Frame, FrameReader, framesOf, readyForQuery, simpleQuery } from './frames.js';
import { DEFAULT_SEARCH_PATH, greeting, readStartup } from './startup.js';

/** The one session behind all clients. Takes whole messages and answers with whole messages. */
export interface Engine {
  readonly serverVersion: string;
  exec(messages: Buffer): Promise<Buffer>;
}

interface Client {
  readonly socket: Socket;
  readonly reader: FrameReader;
  readonly number: number;
  started: boolean;
  gone: boolean;
  searchPath: string;
  /** Frames of a unit that is not complete yet. */
  gathering: Buffer[];
  /** Complete units that wait for their turn. */
  units: Buffer[];
}

/** After these a client waits for an answer, so everything up to here is run as one unit. */
const ENDS_UNIT = new Set(['S', 'Q', 'H', 'c', 'f'].map(code));
const TERMINATE = code('X');
const READY = code('Z');
const NOTIFICATION = code('A');
const COMMAND_COMPLETE = code('C');
const IDLE = code('I');

/**
 * Lets many PostgreSQL clients share one session: each unit of messages runs alone, and a client inside a transaction keeps the session
 * until the transaction ends. Session state (advisory session locks, named statements, temporary tables) is shared by all and so of no use.
 */
export class WireServer {
  private readonly clients = new Set<Client>();
  private readonly server: Server;
  /** Whose transaction is open; nobody else is served meanwhile. */
  private owner: Client | null = null;
  private ownerTimer: NodeJS.Timeout | null = null;
  private searchPath: string | null = null;
  private running = false;
  private counter = 0;

  /** A client that leaves its transaction open and idle for `idleMs` is rolled back and dropped, for everybody else waits on it. */
  constructor(
    private readonly engine: Engine,
    private readonly idleMs = 60_000,
  ) {
    this.server = createServer((socket) => this.welcome(socket));
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(path, resolve);
    });
  }

  /** Takes no more clients and drops those that are left. */
  close(): Promise<void> {
    for (const { socket } of this.clients) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private welcome(socket: Socket): void {
    this.counter += 1;
    const client: Client = {
      socket,
      reader: new FrameReader(),
      number: this.counter,
      started: false,
      gone: false,
      searchPath: DEFAULT_SEARCH_PATH,
      gathering: [],
      units: [],
    };
    this.clients.add(client);
    socket.on('data', (chunk) => this.receive(client, Buffer.from(chunk)));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.farewell(client));
  }

  private receive(client: Client, chunk: Buffer): void {
    client.reader.push(chunk);
    try {
      for (let next = client.reader.next(client.started); next && !client.gone; next = client.reader.next(client.started)) {
        if (client.started) this.gather(client, next);
        else this.start(client, next.bytes);
      }
    } catch (error) {
      if (!(error instanceof BrokenFrame) && !(error instanceof RangeError)) throw error;
      client.socket.destroy();
    }
    this.serve();
  }

  private start(client: Client, bytes: Buffer): void {
    const startup = readStartup(bytes);
    if (startup.kind === 'refuse-encryption') {
      client.socket.write('N');
    } else if (startup.kind === 'session') {
      client.started = true;
      client.searchPath = startup.searchPath;
      client.socket.write(greeting(this.engine.serverVersion, client.number));
    } else {
      client.socket.destroy();
    }
  }

  private gather(client: Client, { type, bytes }: Frame): void {
    if (type === TERMINATE) {
      client.socket.end();
      this.farewell(client);
      return;
    }
    client.gathering.push(bytes);
    if (!ENDS_UNIT.has(type)) return;
    client.units.push(Buffer.concat(client.gathering));
    client.gathering = [];
  }

  private farewell(client: Client): void {
    client.gone = true;
    client.units = [];
    this.clients.delete(client);
    this.serve();
  }

  /** Runs waiting units until there are none. Nothing that goes wrong with one of them may stop the rest. */
  private serve(): void {
    if (this.running) return;
    this.running = true;
    void this.loop().finally(() => {
      this.running = false;
    });
  }

  private async loop(): Promise<void> {
    for (;;) {
      try {
        if (this.owner?.gone) await this.rollBack();
        const client = this.nextClient();
        if (!client) return;
        await this.runUnit(client);
        // The engine works without letting go of the thread: read what came meanwhile, so that nobody waits behind a client that sends much.
        await setImmediate();
      } catch {
        // The engine answers errors of SQL itself; what it throws has been told to the client, and the next one gets its turn.
      }
    }
  }

  private nextClient(): Client | null {
    if (this.owner) return this.owner.units.length > 0 ? this.owner : null;
    for (const client of this.clients) {
      if (client.units.length === 0) continue;
      // To the end of the line, so that a busy client cannot starve the others.
      this.clients.delete(client);
      this.clients.add(client);
      return client;
    }
    return null;
  }

  private async runUnit(client: Client): Promise<void> {
    const unit = client.units.shift();
    if (!unit) return;
    const inTransaction = this.owner === client;
    this.own(null);
    try {
      if (!inTransaction && this.searchPath !== client.searchPath) await this.enter(client.searchPath);
      this.deliver(client, await this.engine.exec(unit));
    } catch (error) {
      this.searchPath = null;
      const message = error instanceof Error ? error.message : String(error);
      client.socket.write(Buffer.concat([errorResponse(`The embedded database failed: ${message}`), readyForQuery()]));
      throw error;
    }
  }

  /** The session is shared, so each client's schema is set when its turn comes. */
  private async enter(searchPath: string): Promise<void> {
    this.searchPath = null;
    await this.engine.exec(simpleQuery(`SET search_path TO ${searchPath}`));
    this.searchPath = searchPath;
  }

  private deliver(client: Client, output: Buffer): void {
    let idle = false;
    for (const { type, bytes } of framesOf(output)) {
      if (type === NOTIFICATION) this.tellOthers(client, bytes);
      // A SET by a client is a change of the shared session: everybody's path is set anew from here on.
      if (type === COMMAND_COMPLETE && bytes.toString('latin1', 5, 9) === 'SET\0') this.searchPath = null;
      idle = type === READY && bytes[5] === IDLE;
    }
    this.own(idle ? null : client);
    if (!client.gone) client.socket.write(output);
  }

  private tellOthers(sender: Client, notification: Buffer): void {
    for (const client of this.clients) {
      if (client !== sender && client.started) client.socket.write(notification);
    }
  }

  private own(client: Client | null): void {
    if (this.ownerTimer) clearTimeout(this.ownerTimer);
    this.ownerTimer = client ? setTimeout(() => client.socket.destroy(), this.idleMs).unref() : null;
    this.owner = client;
  }

  /** A sync first ends an extended query that was cut off in the middle. */
  private async rollBack(): Promise<void> {
    this.own(null);
    this.searchPath = null;
    await this.engine.exec(Buffer.concat([Buffer.from([code('S'), 0, 0, 0, 4]), simpleQuery('ROLLBACK')]));
  }
}
