import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The four things the blob store asks of an S3 server, so that a spec can stop between two of them. It looks at no signature. */
export class MemoryS3 {
  readonly objects = new Map<string, Buffer>();
  /** Called when a request has arrived and is not yet carried out; `name` is the key, or the prefix of a list. */
  arriving: (method: string, name: string) => Promise<void> = async () => {};

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  static async open(): Promise<MemoryS3> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new MemoryS3(server);
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const { pathname, searchParams } = new URL(url, 'http://s3');
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const key = pathname.split('/').slice(2).join('/');
    const prefix = searchParams.get('prefix');
    await this.arriving(prefix === null ? method : 'LIST', prefix ?? key);
    if (prefix !== null) return void response.end(this.listed(prefix));
    if (method === 'PUT') this.objects.set(key, Buffer.concat(parts));
    if (method === 'DELETE') this.objects.delete(key);
    const found = this.objects.get(key);
    if (method === 'GET' && !found) return void response.writeHead(404).end('<Error><Code>NoSuchKey</Code><Message>No.</Message></Error>');
    response.writeHead(method === 'DELETE' ? 204 : 200, { etag: '"1"' }).end(method === 'GET' ? found : undefined);
  }

  private listed(prefix: string): string {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    return `<ListBucketResult><Name>rostra</Name><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`;
  }
}
