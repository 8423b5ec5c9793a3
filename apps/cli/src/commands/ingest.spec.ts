import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { EXIT } from '../exit.js';
import { Server } from '../server/server.js';
import { localServer } from '../testing/local-server.js';
import { memoryOutput } from '../testing/memory-output.js';
import { ingest } from './ingest.js';

/** A server at whose door a page says what will become of it. */
/** `isAway` answers true while it cannot work, as before and after a restart. */
async function doorServer(isAway: (method: string) => boolean = () => false, hangs = false) {
  const looks = new Map<string, number>();
  return localServer(async (request, response) => {
    const { url = '', method } = request;
    if (url === '/health/live') return response.end('{"status":"live"}');
    if (isAway(method ?? '')) return response.writeHead(503).end('{"title":"Service Unavailable"}');
    if (method === 'POST') {
      const fate = /fate=(\w+)/.exec(await text(request))?.[1] ?? 'announced';
      if (fate === 'refused') return response.writeHead(422).end('{"detail":"The body is empty."}');
      return response.end(JSON.stringify({ id: fate, status: fate === 'unchanged' ? 'unchanged' : 'fetched' }));
    }
    if (url.endsWith('/retried/timeline'))
      return response.end('{"timeline":[{"reason":null},{"reason":"the first reason"},{"reason":"the site is slow"}]}');
    const id = url.split('/').at(-1) ?? '';
    looks.set(id, (looks.get(id) ?? 0) + 1);
    if (id === 'retried')
      return response.end(
        JSON.stringify({ id, ...(looks.get(id) === 4 && !hangs ? { status: 'announced' } : { status: 'queued', attempts: 2 }) }),
      );
    const status = id === 'stuck' || looks.get(id) === 1 ? 'parsed' : id === 'unchanged' ? 'announced' : id;
    const speeches = status === 'announced' ? [{ id: 's', title: '讲话' }] : [];
    return response.end(JSON.stringify({ id, status, reason: status === 'empty' ? 'no-body' : null, speeches }));
  });
}

describe('ingest', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-ingest-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  interface Fields {
    wait?: boolean;
    all?: boolean;
    timeout?: number;
    url?: string;
    given?: readonly string[];
    isAway?: (method: string) => boolean;
    hangs?: boolean;
  }

  async function run(fates: readonly string[], { given = [''], isAway, hangs, ...fields }: Fields = {}) {
    for (const fate of fates) await writeFile(join(folder, `${fate}.txt`), `fate=${fate}`);
    const { base, close } = await doorServer(isAway, hangs);
    const output = memoryOutput();
    const notes = memoryOutput();
    const server = new Server(base);
    const options = { server, wait: true, all: false, json: true, concurrency: 2, timeout: 20, url: null, output, notes, ...fields };
    try {
      const code = await ingest(
        given.map((name) => join(folder, name)),
        options,
      );
      const arrivals = output.lines().map((line): { input: string; fate: string; reason: string | null } => JSON.parse(line));
      return {
        code,
        arrivals,
        notes: notes.text(),
        fates: Object.fromEntries(arrivals.map(({ input, fate }) => [input.split('/').at(-1), fate])),
      };
    } finally {
      await close();
    }
  }

  it('waits until each document has come to its end', async () => {
    const { code, fates } = await run(['announced', 'unchanged']);
    expect(fates).toEqual({ 'announced.txt': 'searchable', 'unchanged.txt': 'unchanged' });
    expect(code).toBe(EXIT.done);
  });

  it('says of each that did not arrive why, and of the others that they did', async () => {
    const { code, fates, arrivals } = await run(['announced', 'empty', 'failed', 'refused']);
    expect(fates).toEqual({ 'announced.txt': 'searchable', 'empty.txt': 'empty', 'failed.txt': 'failed', 'refused.txt': 'refused' });
    expect(arrivals.find(({ fate }) => fate === 'empty')?.reason).toBe('no-body');
    expect(code).toBe(EXIT.incomplete);
  });

  it('gives up what is stuck when nothing comes through any more', async () => {
    const { code, fates } = await run(['announced', 'stuck'], { timeout: 0.4 });
    expect(fates).toEqual({ 'announced.txt': 'searchable', 'stuck.txt': 'late' });
    expect(code).toBe(EXIT.incomplete);
  });

  it('waits on while the server is away, so that a restart changes no fate', async () => {
    let looks = 0;
    const { code, fates } = await run(['announced'], { isAway: (method) => method === 'GET' && ++looks < 4 });
    expect(looks).toBeGreaterThan(4);
    expect(fates).toEqual({ 'announced.txt': 'searchable' });
    expect(code).toBe(EXIT.done);
  });

  it('says of what was accepted that it is not finished when the server stays away', async () => {
    const { code, arrivals } = await run(['announced'], { timeout: 0.4, isAway: (method) => method === 'GET' });
    expect(arrivals).toMatchObject([{ fate: 'late', reason: 'accepted, not yet finished: Service Unavailable' }]);
    expect(code).toBe(EXIT.incomplete);
  });

  it('says once of each attempt that went wrong why, while it is tried again', async () => {
    const { fates, notes } = await run(['retried']);
    expect(fates).toEqual({ 'retried.txt': 'searchable' });
    expect(notes).toMatch(/^rostra: \S+retried\.txt: attempt 2 failed and another follows: the site is slow\n(?!rostra)/);
    const { arrivals } = await run(['retried'], { hangs: true, timeout: 0.4 });
    expect(arrivals).toMatchObject([{ fate: 'late', reason: 'accepted, not yet finished: the site is slow' }]);
  });

  it('sends the others when one cannot be read, and names it', async () => {
    const { code, fates, arrivals } = await run(['announced'], { given: ['missing.txt', 'announced.txt'] });
    expect(fates).toEqual({ 'announced.txt': 'searchable', 'missing.txt': 'unreadable' });
    expect(arrivals.find(({ fate }) => fate === 'unreadable')?.reason).toMatch(/cannot be read: .*no such file/);
    expect(code).toBe(EXIT.incomplete);
    expect(await run([], { given: ['missing.txt'] })).toMatchObject({ code: EXIT.noInput });
  });

  it('takes of a folder what may hold speeches and says what it left out, unless told to take all', async () => {
    for (const name of ['index.json', 'README.md']) await writeFile(join(folder, name), 'fate=announced');
    const some = await run(['announced']);
    expect(some.fates).toEqual({ 'announced.txt': 'searchable' });
    expect(some.notes).toContain('left out 2 files that may hold no speeches (README.md, index.json)');
    expect(Object.keys((await run(['announced'], { all: true })).fates)).toHaveLength(3);
    expect(Object.keys((await run([], { given: ['index.json'] })).fates)).toEqual(['index.json']);
  });

  it('does not wait when told so', async () => {
    const { code, fates } = await run(['stuck'], { wait: false });
    expect(fates).toEqual({ 'stuck.txt': 'accepted' });
    expect(code).toBe(EXIT.done);
  });

  it('takes --url for a single file only', async () => {
    await expect(run(['a', 'b'], { url: 'https://a.example/' })).rejects.toMatchObject({ exitCode: EXIT.usage });
  });

  it('sends nothing when no server answers', async () => {
    await writeFile(join(folder, 'a.txt'), 'x');
    const { base, close } = await doorServer();
    await close();
    const output = memoryOutput();
    const options = {
      server: new Server(base),
      wait: true,
      all: false,
      json: false,
      concurrency: 1,
      timeout: 1,
      url: null,
      output,
      notes: output,
    };
    await expect(ingest([folder], options)).rejects.toMatchObject({ exitCode: EXIT.unavailable });
    expect(output.text()).toBe('');
  });
});
