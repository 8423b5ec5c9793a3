import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What a server does with `If-None-Match` and `If-Match` of a PUT: there are servers that know neither, and some of them say so. The end of an upload in
 * parts is taken in any case: some of those that keep conditions do not there.
 */
export type Conditions = 'keeps' | 'ignores' | 'refuses';

/** Status and code of S3. */
type Refusal = readonly [number, string];

/** What the blob store asks of an S3 server, so that a spec can stop between two requests. It looks at no signature. */
export class MemoryS3 {
  readonly objects = new Map<string, Buffer>();
  /** Parts of what is on its way. */
  private readonly uploads = new Map<string, Buffer[]>();
  /** Called when a request has arrived and is not yet carried out, which it is not when a refusal comes back; `name` is the key, or the prefix of a list. */
  arriving: (method: string, name: string) => Promise<Refusal | null> = async () => null;

  private constructor(
    private readonly server: Server,
    public conditions: Conditions,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  static async open(conditions: Conditions = 'keeps'): Promise<MemoryS3> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new MemoryS3(server, conditions);
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
    const early = await this.arriving(prefix === null ? method : 'LIST', prefix ?? key);
    if (early) return refuse(response, ...early);
    if (prefix !== null) return void response.end(this.listed(prefix, searchParams));
    const ofUpload = this.ofUpload(method, key, searchParams, Buffer.concat(parts));
    if (ofUpload !== null) return void response.writeHead(200, { etag: '"part"' }).end(ofUpload);
    const refusal = method === 'PUT' ? this.refusalOf(request, this.objects.get(key)) : null;
    if (refusal) return refuse(response, ...refusal);
    if (method === 'PUT') this.objects.set(key, Buffer.concat(parts));
    const found = this.objects.get(key);
    if (method === 'DELETE') this.objects.delete(key);
    else if (!found) return refuse(response, 404, 'NoSuchKey');
    const end = Number(/^bytes=0-(\d+)$/.exec(request.headers.range ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
    const headers = found ? { etag: etagOf(found) } : {};
    response.writeHead(method === 'DELETE' ? 204 : 200, headers).end(method === 'GET' ? found?.subarray(0, end + 1) : undefined);
  }

  /** Answer to a request of an upload in parts; null for any other. */
  private ofUpload(method: string, key: string, params: URLSearchParams, bytes: Buffer): string | null {
    const id = params.get('uploadId') ?? randomUUID();
    if (params.has('uploads')) {
      this.uploads.set(id, []);
      return `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`;
    }
    const parts = this.uploads.get(id);
    if (!parts) return null;
    if (method === 'PUT') parts[Number(params.get('partNumber')) - 1] = bytes;
    if (method !== 'POST') return '';
    const object = Buffer.concat(parts);
    this.objects.set(key, object);
    return `<CompleteMultipartUploadResult><ETag>${etagOf(object)}</ETag></CompleteMultipartUploadResult>`;
  }

  private refusalOf({ headers }: IncomingMessage, found: Buffer | undefined): Refusal | null {
    const absent = headers['if-none-match'] === '*';
    const wanted = headers['if-match'] ?? null;
    if (this.conditions === 'ignores' || !(absent || wanted)) return null;
    if (this.conditions === 'refuses') return [501, 'NotImplemented'];
    if (wanted && !found) return [404, 'NoSuchKey'];
    return (absent && found) || (wanted && found && etagOf(found) !== wanted) ? [412, 'PreconditionFailed'] : null;
  }

  private listed(prefix: string, params: URLSearchParams): string {
    const after = params.get('start-after') ?? '';
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, Number(params.get('max-keys') ?? 1_000));
    const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    return `<ListBucketResult><Name>rostra</Name><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`;
  }
}

const etagOf = (object: Buffer): string => `"${createHash('md5').update(object).digest('hex')}"`;

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status).end(`<Error><Code>${code}</Code><Message>No.</Message></Error>`);
}
