import type { LookupAddress } from 'node:dns';
import { type Answer, type LocalServer, serve } from '../testing/local-server.js';
import { type GuardedClient, type GuardedClientOptions, openGuardedClient } from './guarded-client.js';

const refused = { name: 'Unprocessable', code: 'address-not-allowed' };
const ip = (address: string): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 });
const redirect =
  (location: string): Answer =>
  (_request, response) =>
    response.writeHead(302, { location }).end();

describe('the guard of the client', () => {
  let server: LocalServer;
  let client: GuardedClient;

  /** Takes this machine's 127.0.0.1 for the public internet, and every other special address for what it is. */
  const openWith = (options: GuardedClientOptions) =>
    openGuardedClient({ timeoutMs: 5_000, allowPrivate: (address) => address === '127.0.0.1', ...options });

  beforeAll(async () => {
    const inner = ['http://127.0.0.2/', 'http://[::1]/', 'http://169.254.169.254/latest/', 'http://inner.example/', 'http://0x7f000002/'];
    server = await serve({
      '/page': (_request, response) => response.end('page'),
      '/to-page': redirect('/page'),
      '/to-smtp': redirect('http://127.0.0.1:25/'),
      ...Object.fromEntries(inner.map((location, at) => [`/to-${at}`, redirect(location)])),
    });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.asked.length = 0;
  });
  afterEach(() => client.close());

  it.each([
    (port: number) => `http://127.0.0.1:${port}/page`,
    (port: number) => `http://localhost:${port}/page`,
    (port: number) => `http://2130706433:${port}/page`,
    (port: number) => `http://[::ffff:127.0.0.1]:${port}/page`,
  ])('never reaches this machine by default (way %#)', async (way) => {
    client = openGuardedClient({ timeoutMs: 5_000 });
    await expect(client.get(way(server.port))).rejects.toMatchObject(refused);
    expect(server.asked).toEqual([]);
  });

  it('refuses a name that resolves to an inner address, and says which', async () => {
    client = openWith({ resolve: async () => [ip('10.1.2.3')] });
    const getting = client.get('http://inner.example/page');
    await expect(getting).rejects.toMatchObject(refused);
    await expect(getting).rejects.toThrow('inner.example (10.1.2.3) is not on the public internet (private)');
  });

  it('refuses a name as a whole when one of its addresses is inner', async () => {
    client = openWith({ resolve: async () => [ip('127.0.0.1'), ip('fd00::1')] });
    await expect(client.get(`http://both.example:${server.port}/page`)).rejects.toMatchObject(refused);
    expect(server.asked).toEqual([]);
  });

  it('connects to the very address that was checked', async () => {
    const answers = [ip('127.0.0.1'), ip('10.0.0.1')];
    client = openWith({ resolve: async () => [answers.shift() ?? ip('10.0.0.2')] });
    const { body } = await client.get(`http://turning.example:${server.port}/page`);
    expect(Buffer.from(body).toString()).toBe('page');
    expect(answers).toEqual([ip('10.0.0.1')]);
  });

  it('checks a name anew for each connection', async () => {
    const answers = [ip('127.0.0.1'), ip('10.0.0.1')];
    client = openWith({ resolve: async () => [answers.shift() ?? ip('10.0.0.2')] });
    await client.get(`http://turning.example:${server.port}/page`);
    await expect(client.get(`https://turning.example:${server.port}/page`)).rejects.toMatchObject(refused);
  });

  it.each([0, 1, 2, 3, 4])('checks where a redirect leads (way %i)', async (way) => {
    client = openWith({ resolve: async () => [ip('192.168.0.1')] });
    await expect(client.get(`${server.url}/to-${way}`)).rejects.toMatchObject(refused);
    expect(server.asked).toEqual([`/to-${way}`]);
  });

  it('checks the port a redirect leads to', async () => {
    client = openWith({});
    await expect(client.get(`${server.url}/to-smtp`)).rejects.toMatchObject({ code: 'port-not-allowed' });
  });

  it('follows a redirect that stays outside', async () => {
    client = openWith({});
    expect((await client.get(`${server.url}/to-page`)).finalUrl).toBe(`${server.url}/page`);
  });

  const unknown = () => Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });

  it('refuses a name that is not known when asked twice', async () => {
    let asked = 0;
    client = openWith({
      resolve: () => {
        asked += 1;
        return Promise.reject(unknown());
      },
    });
    const getting = client.get('http://nowhere.example/');
    await expect(getting).rejects.toMatchObject({ name: 'Unprocessable', code: 'unknown-name' });
    await expect(getting).rejects.toThrow('nowhere.example is not known to DNS');
    expect(asked).toBe(2);
  });

  it('takes the second answer of a name server that was wrong for a moment, and tries later when it does not answer at all', async () => {
    const answers = [Promise.reject(unknown()), Promise.resolve([ip('127.0.0.1')])];
    client = openWith({ resolve: () => answers.shift() ?? Promise.reject(new Error('asked too often')) });
    expect((await client.get(`http://back.example:${server.port}/page`)).status).toBe(200);
    await client.close();
    client = openWith({ resolve: () => Promise.reject(Object.assign(new Error('no answer'), { code: 'EAI_AGAIN' })) });
    await expect(client.get('http://nowhere.example/')).rejects.toMatchObject({
      name: 'Error',
      message: expect.stringMatching(/name server/),
    });
  });
});
