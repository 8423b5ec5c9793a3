import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site that is crawled. Each page is there after so many refusals. */
export class OriginSite {
  private readonly pages = new Map<string, { readonly body: string; refusals: number; slowMs: number }>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<OriginSite> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const site = new OriginSite(server);
    server.on('request', (request, response) => {
      const page = site.pages.get(request.url ?? '');
      if (!page) return response.writeHead(404).end();
      if (page.refusals-- > 0) return response.writeHead(503, { 'retry-after': '1' }).end();
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).flushHeaders();
      setTimeout(() => response.end(page.body), page.slowMs).unref();
    });
    return site;
  }

  /** Answers the address of the page. */
  put(name: string, body: string, refusals = 0): string {
    return this.place(name, { body, refusals, slowMs: 0 });
  }

  /** Its head comes at once, its body after so long, or at once from when the site hurries. */
  putSlow(name: string, body: string, slowMs: number): string {
    return this.place(name, { body, refusals: 0, slowMs });
  }

  hurry(): void {
    for (const page of this.pages.values()) page.slowMs = 0;
  }

  private place(name: string, page: { readonly body: string; refusals: number; slowMs: number }): string {
    const path = `/${name}`;
    this.pages.set(path, page);
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
