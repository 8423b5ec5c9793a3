import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Server } from '../server/server.js';
import { localServer } from '../testing/local-server.js';
import { push } from './push.js';

const accepted = JSON.stringify({ id: 'd1', status: 'fetched' });

describe('push', () => {
  let folder: string;
  let page: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-push-'));
    page = join(folder, '讲话.html');
    await writeFile(page, '<p>同志们</p>');
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function pushTo(answer: (request: IncomingMessage, response: ServerResponse) => void, input = page, url: string | null = null) {
    const { base, close } = await localServer(answer);
    try {
      return await push(new Server(base), input, url);
    } finally {
      await close();
    }
  }

  it('sends a file with its name, its type and the address it was captured at', async () => {
    let form = '';
    const answer = await pushTo(
      async (request, response) => {
        form = await text(request);
        response.end(accepted);
      },
      page,
      'https://a.example/1',
    );
    expect(answer).toEqual({ id: 'd1', status: 'fetched' });
    for (const part of ['name="file"; filename="讲话.html"', 'Content-Type: text/html', '<p>同志们</p>', 'https://a.example/1'])
      expect(form).toContain(part);
  });

  it('sends a web address as JSON, to be fetched by the server', async () => {
    let body = '';
    await pushTo(async (request, response) => {
      body = await text(request);
      response.end(accepted);
    }, 'https://a.example/page');
    expect(JSON.parse(body)).toEqual({ url: 'https://a.example/page' });
  });

  it('waits and tries again when the server asks for patience', async () => {
    let asked = 0;
    const answer = await pushTo((request, response) => {
      request.resume();
      asked += 1;
      if (asked < 3) response.writeHead(503, { 'retry-after': '0' }).end('{"detail":"busy"}');
      else response.end(accepted);
    });
    expect(answer.id).toBe('d1');
    expect(asked).toBe(3);
  });

  it('takes a refusal for what it is', async () => {
    let asked = 0;
    const refused = pushTo((request, response) => {
      request.resume();
      asked += 1;
      response.writeHead(422).end('{"detail":"The body is empty."}');
    });
    await expect(refused).rejects.toThrow('The body is empty.');
    expect(asked).toBe(1);
  });

  it('says when the file cannot be read', async () => {
    await expect(pushTo((_request, response) => response.end(accepted), join(folder, 'missing'))).rejects.toThrow(/cannot be read/);
  });
});
