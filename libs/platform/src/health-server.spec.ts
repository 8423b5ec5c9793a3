import { HealthServer } from './health-server.js';
import type { Readiness } from './readiness.js';

describe('the health of a process without pages', () => {
  let readiness: Readiness;
  let server: HealthServer;
  const get = async (path: string) => {
    const answer = await fetch(server.url + path);
    return [answer.status, await answer.text()] as const;
  };

  beforeAll(async () => {
    server = await HealthServer.listen('127.0.0.1', 0, { look: async () => readiness, metrics: () => 'rostra_up 1\n' });
  });
  afterAll(() => server.close());

  it('is 503 with what is waited for, and 200 when all answer', async () => {
    readiness = { status: 'waiting', waitingFor: ['search'], checks: { search: { ok: false, message: 'nobody listens' } } };
    expect(await get('/health/ready')).toEqual([503, JSON.stringify(readiness)]);
    readiness = { status: 'ready', waitingFor: [], checks: {} };
    expect(await get('/health/ready?x=1')).toEqual([200, JSON.stringify(readiness)]);
  });

  it('lives, has figures, and says of every other path where to look', async () => {
    expect(await get('/health/live')).toEqual([200, '{"status":"live"}']);
    expect(await get('/metrics')).toEqual([200, 'rostra_up 1\n']);
    expect(await get('/')).toEqual([503, expect.stringContaining('/health/ready')]);
  });

  it('asks programs for patience as the whole server does, and lets browsers look again', async () => {
    const answer = await fetch(`${server.url}/api/v1/documents`, { method: 'POST', body: 'x'.repeat(100_000) });
    expect([answer.headers.get('content-type'), answer.headers.get('retry-after')]).toEqual([
      'application/problem+json; charset=utf-8',
      '2',
    ]);
    expect(await answer.json()).toMatchObject({ type: 'urn:rostra:problem:starting', status: 503, instance: '/api/v1/documents' });
    const page = await fetch(server.url, { headers: { accept: 'text/html,*/*' } });
    expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('http-equiv="refresh"')]);
  });

  it('frees its port at once', async () => {
    const other = await HealthServer.listen('127.0.0.1', 0, { look: async () => readiness, metrics: () => null });
    const port = Number(new URL(other.url).port);
    await fetch(`${other.url}/health/live`);
    await other.close();
    const again = await HealthServer.listen('127.0.0.1', port, { look: async () => readiness, metrics: () => null });
    await again.close();
    await expect(
      HealthServer.listen('127.0.0.1', Number(new URL(server.url).port), { look: async () => readiness, metrics: () => null }),
    ).rejects.toThrow('PORT');
  });
});
