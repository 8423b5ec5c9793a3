import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { comesTrue } from './trial.js';
import { Wire } from './wire.js';

describe('a wire in front of a server', () => {
  let server: Server;
  let wire: Wire;
  let address: URL;
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .on('data', (bytes) => {
          asked.push(String(bytes));
          socket.write(`echo ${bytes}`);
        }),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    wire = await Wire.before(url);
    address = new URL(wire.through(url));
  });
  afterAll(async () => {
    await wire.close();
    server.close();
  });
  beforeEach(() => wire.set('pass'));

  function talk(): { socket: Socket; heard(): string; ended(): boolean } {
    let heard = '';
    const socket = connect(Number(address.port), address.hostname);
    socket.on('data', (bytes) => {
      heard += bytes;
    });
    socket.on('error', () => undefined);
    return { socket, heard: () => heard, ended: () => socket.destroyed };
  }

  it('passes what is said both ways', async () => {
    const { socket, heard } = talk();
    socket.write('hello');
    expect(await comesTrue(() => heard() === 'echo hello', 5_000)).toBe(true);
    socket.destroy();
  });

  it('keeps what is said while it stalls, and passes it then', async () => {
    const { socket, heard } = talk();
    await once(socket, 'connect');
    wire.set('stall');
    socket.write('later');
    expect(await comesTrue(() => heard() !== '', 300)).toBe(false);
    wire.set('pass');
    expect(await comesTrue(() => heard() === 'echo later', 5_000)).toBe(true);
    socket.destroy();
  });

  it('swallows what is said as a half-open connection does, and ends those connections afterwards', async () => {
    const { socket, heard, ended } = talk();
    await once(socket, 'connect');
    wire.set('blackhole');
    socket.write('lost');
    expect(await comesTrue(() => heard() !== '', 300)).toBe(false);
    wire.set('pass');
    expect(await comesTrue(ended, 5_000)).toBe(true);
    expect(asked).not.toContain('lost');
  });

  it('breaks connections and refuses new ones', async () => {
    const { socket, ended } = talk();
    await once(socket, 'connect');
    wire.set('reset');
    expect(await comesTrue(ended, 5_000)).toBe(true);
    expect(await comesTrue(talk().ended, 5_000)).toBe(true);
  });

  it('cuts the answer off when the server has heard the request', async () => {
    wire.cutAnswers('do it', 1);
    const { socket, heard, ended } = talk();
    socket.write('do it');
    expect(await comesTrue(ended, 5_000)).toBe(true);
    expect({ heard: heard(), asked: asked.includes('do it'), left: wire.cutsLeft }).toEqual({ heard: '', asked: true, left: 0 });
  });
});
