import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aDescription } from '#blobs/testing';
import { TryLater } from '#domain';
import { openS3Blobs } from './open-s3-blobs.js';

/** What a server of the spec says to each request. */
interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const s3Error = (status: number, code: string, more = ''): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>No.</Message>${more}<RequestId>1</RequestId></Error>`,
});
const page = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<html><body>Hello<br></body></html>',
});
const LISTED: Answer = { status: 200, body: '<ListBucketResult><Name>rostra</Name><IsTruncated>false</IsTruncated></ListBucketResult>' };
const KEPT: Answer = { status: 200, headers: { etag: '"1"' } };
const GONE: Answer = { status: 204 };

describe('trouble with an S3 server', () => {
  let server: Server;
  let answer: (method: string, isConditional: boolean) => Answer;

  const listener: RequestListener = (request, response) => {
    request.resume();
    const {
      status,
      body = '',
      headers = {},
    } = answer(request.method ?? '', 'if-none-match' in request.headers || 'if-match' in request.headers);
    response.writeHead(status, headers).end(body);
  };
  const sound = (method: string): Answer => (method === 'GET' ? LISTED : method === 'PUT' ? KEPT : GONE);
  const keepsConditions = (method: string, isConditional: boolean): Answer =>
    isConditional ? s3Error(412, 'PreconditionFailed') : sound(method);

  beforeAll(async () => {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const open = (protocol = 'http') =>
    openS3Blobs({
      place: {
        endpoint: `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`,
        bucket: 'rostra',
        prefix: '',
        keys: { access: 'me', secret: 'hush' },
      },
      region: null,
      ca: null,
    });

  it.each([
    ['a missing bucket', s3Error(404, 'NoSuchBucket'), /the bucket does not exist\. Create it .+BLOBS_URL/],
    ['an unknown key', s3Error(403, 'InvalidAccessKeyId'), /BLOBS_ACCESS_KEY/],
    ['a wrong secret', s3Error(403, 'SignatureDoesNotMatch'), /BLOBS_SECRET_KEY/],
    ['no right', s3Error(403, 'AccessDenied'), /access is denied\. Allow these keys s3:ListBucket/],
    ['a refusal of another kind', s3Error(403, 'AccountProblem'), /access is denied.+\(AccountProblem\)/],
    ['another region', s3Error(301, 'PermanentRedirect', '<Region>eu-west-1</Region>'), /Set BLOBS_REGION=eu-west-1/],
    ['a clock that is wrong', s3Error(403, 'RequestTimeTooSkewed'), /Set the clock of this machine/],
    ['an answer nobody foresaw', s3Error(400, 'MethodIsOdd'), /the server refused with “No\.”\. Check BLOBS_URL/],
    ['a page instead of S3', page(200), /is no S3 server\. Correct host and port in BLOBS_URL/],
    ['a page that says it found nothing', page(404), /is no S3 server/],
    ['a page that forbids', page(403), /is no S3 server/],
    ['an empty answer', { status: 200 }, /is no S3 server/],
  ])('%s rejects at once when it is opened', async (_kind, given, remedy) => {
    answer = () => given;
    const opening = open();
    await expect(opening).rejects.toThrow(remedy);
    await expect(opening).rejects.toThrow(/^Captures cannot be kept in http:\/\/127\.0\.0\.1:\d+\/rostra: /);
    await expect(opening).rejects.not.toThrow('hush');
    await expect(opening).rejects.not.toBeInstanceOf(TryLater);
  });

  it('keys that may only read reject when it is opened', async () => {
    answer = (method) => (method === 'PUT' ? s3Error(403, 'AccessDenied') : sound(method));
    await expect(open()).rejects.toThrow('s3:PutObject');
  });

  it('a server without TLS is told from one that is away', async () => {
    await expect(open('https')).rejects.toThrow('it does not speak TLS. Write http:// in BLOBS_URL');
  });

  it.each([
    ['SlowDown', s3Error(503, 'SlowDown')],
    ['an error of its own', s3Error(500, 'InternalError')],
    ['a proxy without its server', page(502)],
    ['too many requests', s3Error(429, 'TooManyRequests')],
    ['a full storage', s3Error(507, 'InsufficientStorage')],
  ])('%s makes opening wait', async (_kind, given) => {
    answer = () => given;
    const opening = open();
    await expect(opening).rejects.toThrow(TryLater);
    await expect(opening).rejects.toThrow('BLOBS_URL');
  });

  it.each([
    ['its patience ends', 'RequestTimeout'],
    ['bytes changed on the way', 'BadDigest'],
    ['a part of them is missing', 'IncompleteBody'],
    ['they have another hash', 'XAmzContentSHA256Mismatch'],
  ])('is not taken for one that knows no conditions when %s: opening waits', async (_kind, code) => {
    answer = (method, isConditional) => (isConditional ? s3Error(400, code) : sound(method));
    await expect(open()).rejects.toThrow(TryLater);
  });

  it('is taken for one that knows no conditions when it refuses them in words of its own', async () => {
    answer = (method, isConditional) => (isConditional ? s3Error(400, 'InvalidArgument') : sound(method));
    await (await open()).close();
  });

  describe.each([
    ['keeps conditions', keepsConditions],
    ['knows no conditions', sound],
  ])('that %s', (_which, opening) => {
    it.each([
      ['SlowDown', s3Error(503, 'SlowDown')],
      ['somebody else at the same object', s3Error(409, 'OperationAborted')],
      ['a bucket that is gone', s3Error(404, 'NoSuchBucket')],
      ['a right that was taken', s3Error(403, 'AccessDenied')],
      ['bytes that changed on the way', s3Error(400, 'BadDigest')],
      ['a friendly page of a proxy', page(200)],
    ])('%s makes the work wait', async (_kind, given) => {
      answer = opening;
      const blobs = await open();
      answer = () => given;
      for (const asking of [
        blobs.put(Buffer.from('正文'), aDescription()),
        blobs.read('ab'.repeat(32)),
        blobs.has('ab'.repeat(32)),
        blobs.list(null, 5),
      ])
        await expect(asking).rejects.toThrow(TryLater);
      await blobs.close();
    });

    it('tells a missing bucket from a missing object', async () => {
      answer = opening;
      const blobs = await open();
      answer = () => s3Error(404, 'NoSuchBucket');
      await expect(blobs.has('ab'.repeat(32))).rejects.toThrow('the bucket does not exist');
      answer = () => s3Error(404, 'NoSuchKey');
      await expect(blobs.has('ab'.repeat(32))).resolves.toBe(false);
      await blobs.close();
    });
  });

  it('asks again at once when our clock has been set right, and makes the work wait when it stays wrong', async () => {
    answer = sound;
    const blobs = await open();
    const skewed = s3Error(403, 'RequestTimeTooSkewed');
    let asked = 0;
    answer = () => (asked++ === 0 ? skewed : LISTED);
    await expect(blobs.list(null, 5)).resolves.toMatchObject({});
    answer = () => skewed;
    await expect(blobs.list(null, 5)).rejects.toThrow(TryLater);
    await blobs.close();
  });

  it('leaves a refusal of one request a fault of that work', async () => {
    answer = sound;
    const blobs = await open();
    answer = (method) => (method === 'PUT' ? s3Error(400, 'EntityTooLarge') : s3Error(404, 'NoSuchKey'));
    const putting = blobs.put(Buffer.from('正文'), aDescription());
    await expect(putting).rejects.not.toBeInstanceOf(TryLater);
    await blobs.close();
  });
});
