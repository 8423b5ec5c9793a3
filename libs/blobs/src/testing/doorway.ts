import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be shut, opened again at the same port, and blocked in mid-answer. */
export class Doorway {
  private readonly open = new Set<Socket>();
  private left = Number.POSITIVE_INFINITY;
  private server: Server;
  private port = 0;

  private constructor(private readonly target: URL) {
    this.server = this.newServer();
  }

  static async to(target: URL): Promise<Doorway> {
    const door = new Doorway(target);
    await door.reopen();
    return door;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async reopen(): Promise<void> {
    this.server = this.newServer().listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Cuts what is under way; whoever comes is refused. */
  async shut(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.open) socket.destroy();
    await closed;
  }

  /** After this many bytes of answers nothing comes any more, and nobody is told. */
  holdAfter(bytes: number): void {
    this.left = bytes;
  }

  private newServer(): Server {
    return createServer((from) => {
      const onward = connect(Number(this.target.port), this.target.hostname);
      for (const socket of [from, onward]) {
        this.open.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
          this.open.delete(socket);
          from.destroy();
          onward.destroy();
        });
      }
      from.pipe(onward);
      onward.on('data', (bytes) => {
        this.left -= bytes.byteLength;
        if (this.left >= 0) from.write(bytes);
      });
    });
  }
}
