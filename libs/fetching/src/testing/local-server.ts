import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type Server, type Socket } from 'node:net';

/** A real server on a free port of this machine. For specs only. */
export interface LocalServer {
  readonly port: number;
  readonly url: string;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves proper HTTP: one answer per path. */
export function serve(answers: Readonly<Record<string, Answer>>): Promise<LocalServer> {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = answers[path];
    answer ? answer(request, response) : response.writeHead(404).end();
  };
  return listen(createServer({ keepAliveTimeout: 50 }, listener), asked);
}

/** Serves whatever bytes the spec writes once a request has come, proper HTTP or not; `asked` is what came first. */
export function serveBytes(write: (socket: Socket, asked: string) => void): Promise<LocalServer> {
  const server = createSocketServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (asked) => write(socket, asked.toString('latin1')));
  });
  return listen(server, []);
}

async function listen(server: Server, asked: string[]): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port, url: `http://127.0.0.1:${port}`, asked, close };
}
