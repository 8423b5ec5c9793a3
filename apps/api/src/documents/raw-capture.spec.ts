import Fastify from 'fastify';
import type { CaptureRecord } from '#domain';
import { sendCapture } from './raw-capture.js';

const capture: CaptureRecord = {
  id: '1',
  documentId: '2',
  revision: 1,
  sha256: 'ab'.repeat(32),
  size: 3,
  contentType: 'text/html; charset=gb2312',
  url: null,
  finalUrl: null,
  site: null,
  fileName: null,
  headers: {},
  capturedAt: new Date(0),
  receivedAt: new Date(0),
};

async function sent(fields: Partial<CaptureRecord>) {
  const fastify = Fastify();
  fastify.get('/', (_request, reply) => sendCapture(reply, { ...capture, ...fields }, new Uint8Array([1, 2, 3])));
  const { headers, rawPayload } = await fastify.inject('/');
  return { type: headers['content-type'], disposition: String(headers['content-disposition']), rawPayload };
}

describe('sendCapture', () => {
  it.each([
    ['text/html; charset=gb2312', 'text/html; charset=gb2312'],
    [null, 'application/octet-stream'],
    ['text/html\r\nSet-Cookie: a=b', 'application/octet-stream'],
    ['text/html;\r\n charset=gb2312', 'application/octet-stream'],
    ['text/html;\u2003charset=gb2312', 'application/octet-stream'],
    ['文本', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('sends the content type %p as %p', async (contentType, expected) => {
    const { type, rawPayload } = await sent({ contentType });
    expect(type).toBe(expected);
    expect(rawPayload).toEqual(Buffer.from([1, 2, 3]));
  });

  it.each([
    [{ fileName: '讲话 "稿".txt' }, `filename="__ ___.txt"; filename*=UTF-8''%E8%AE%B2%E8%AF%9D%20%22%E7%A8%BF%22.txt`],
    [{ fileName: 'a\r\nb.txt' }, 'filename="a__b.txt"'],
    [{ fileName: '\ud800.txt' }, `filename*=UTF-8''%EF%BF%BD.txt`],
    [{ url: 'https://example.org/a/b.html?x=1' }, 'filename="b.html"'],
    [{}, 'filename="abababababab.capture"'],
  ])('names %p so that every browser can save it', async (fields, expected) => {
    expect((await sent(fields)).disposition).toContain(expected);
  });
});
