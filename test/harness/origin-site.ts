import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site that is crawled. Each page is there after so many refusals. */
export class OriginSite {
  private readonly pages = new Map<string, { readonly body: string; refusals: number }>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<OriginSite> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const site = new OriginSite(server);
    server.on('request', (request, response) => {
      const page = site.pages.get(request.url ?? '');
      if (!page) return response.writeHead(404).end();
      if (page.refusals-- > 0) return response.writeHead(503, { 'retry-after': '1' }).end();
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(page.body);
    });
    return site;
  }

  /** Answers the address of the page. */
  put(name: string, body: string, refusals = 0): string {
    const path = `/${name}`;
    this.pages.set(path, { body, refusals });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
