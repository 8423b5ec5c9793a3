import { z } from 'zod';
import { EXIT } from '../exit.js';
import { localServer } from '../testing/local-server.js';
import { NoAnswer, Refused, Server } from './server.js';

const shape = z.looseObject({ n: z.number() });

describe('Server', () => {
  it('says how to start a server when nobody answers', async () => {
    const { base, close } = await localServer(() => undefined);
    await close();
    const asked = new Server(base).get(shape, '/');
    await expect(asked).rejects.toBeInstanceOf(NoAnswer);
    await expect(asked).rejects.toMatchObject({ exitCode: EXIT.unavailable, message: expect.stringMatching(/npm start/) });
  });

  it('passes on what a problem says, and how long to wait', async () => {
    const { base, close } = await localServer((_request, response) => {
      response.writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '3' });
      response.end(JSON.stringify({ status: 429, detail: 'Too many at once.' }));
    });
    const asked = new Server(base).get(shape, '/');
    await expect(asked).rejects.toBeInstanceOf(Refused);
    await expect(asked).rejects.toMatchObject({ message: 'Too many at once.', retryAfterMs: 3_000 });
    await close();
  });

  it.each(['<html>hello</html>', '{"other":1}', '[]'])('knows that %s is not Rostra', async (body) => {
    const { base, close } = await localServer((_request, response) => response.end(body));
    await expect(new Server(base).get(shape, '/')).rejects.toMatchObject({ message: expect.stringMatching(/is not Rostra/) });
    await close();
  });

  it('repeats a parameter that has several values and leaves out what is not given', () => {
    const address = new Server('http://a.example').address('/search', { q: '一 二', year: ['2020', '2021'], site: undefined });
    expect(address).toBe('http://a.example/search?q=%E4%B8%80+%E4%BA%8C&year=2020&year=2021');
  });

  it('sends the admin key when there is one', async () => {
    const { base, close } = await localServer((request, response) =>
      response.end(JSON.stringify({ n: request.headers.authorization === 'Bearer secret' ? 1 : 0 })),
    );
    expect(await new Server(base, 'secret').get(shape, '/')).toEqual({ n: 1 });
    expect(await new Server(base).get(shape, '/')).toEqual({ n: 0 });
    await close();
  });
});
