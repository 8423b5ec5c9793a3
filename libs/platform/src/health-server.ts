import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readiness } from './readiness.js';

/** What a process says of itself: `look` is asked at each request. */
export interface HealthSource {
  look(): Promise<Readiness>;
  /** Lines in Prometheus' text format, or null when there are none yet. */
  metrics(): string | null;
}

/**
 * Tells whoever runs a process how it is: `/health/live`, `/health/ready` (200 or 503 with what is waited for) and `/metrics`. For rooms without
 * HTTP of their own, and for the others until their engines are open; every other path then says that the program is starting, to programs as a
 * problem of RFC 9457 that asks for patience.
 */
export class HealthServer {
  private constructor(private readonly server: Server) {}

  /** @param port 0 takes a free one. Rejects with a sentence when the address cannot be listened on. */
  static async listen(host: string, port: number, source: HealthSource): Promise<HealthServer> {
    const server = createServer((request, response) => {
      // Bodies are not read: what is sent now is sent again later.
      request.resume();
      answer(
        { path: (request.url ?? '/').split('?')[0] ?? '/', browser: /\btext\/html\b/.test(request.headers.accept ?? '') },
        response,
        source,
      ).catch(() => response.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) =>
        reject(
          new Error(
            `${host}:${port} cannot be listened on (${error.message}). Stop the program that uses it, or set HOST, PORT or HEALTH_PORT.`,
            { cause: error },
          ),
        ),
      );
      server.listen(port, host, resolve);
    });
    return new HealthServer(server);
  }

  /** Such as `http://127.0.0.1:40123`. */
  get url(): string {
    const { address, port, family } = this.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  /** Frees the port at once; answers under way are cut. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }
}

async function answer(
  { path, browser }: { path: string; browser: boolean },
  response: ServerResponse,
  source: HealthSource,
): Promise<void> {
  if (path === '/health/live') return json(response, 200, { status: 'live' });
  if (path === '/health/ready') {
    const readiness = await source.look();
    return json(response, readiness.status === 'ready' ? 200 : 503, readiness);
  }
  const metrics = path === '/metrics' ? source.metrics() : null;
  if (metrics !== null) return send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', metrics);
  response.setHeader('retry-after', '2');
  if (browser) return send(response, 503, 'text/html; charset=utf-8', PAGE);
  send(response, 503, 'application/problem+json; charset=utf-8', JSON.stringify({ ...STARTING, instance: path }));
}

const STARTING = {
  type: 'urn:rostra:problem:starting',
  status: 503,
  title: 'Rostra is starting',
  detail: 'Rostra is starting, or this process serves no pages: /health/ready says what it waits for. Ask again in a moment.',
};

const PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Rostra</title></head>
<body style="font:1.1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:20vh auto;padding:0 1rem">
<h1>Rostra</h1><p>正在启动，请稍候；本页会自动刷新。</p><p lang="en">Starting. This page looks again by itself.</p></body></html>
`;

const json = (response: ServerResponse, status: number, body: object): void =>
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
