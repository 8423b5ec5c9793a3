import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { TryLater } from '#domain';
import { anEntry, idOf } from '../testing/builders.js';
import { corpus } from '../testing/corpus.js';
import { found, search } from '../testing/found.js';
import { openEmbeddedIndex } from './embedded-index.js';

describe('the file of the embedded index', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rostra-mending-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const reopened = async () => {
    const reasons: string[] = [];
    const index = await openEmbeddedIndex({ dataDir, onEmpty: (because) => reasons.push(because) });
    return { index, reasons };
  };

  const filled = async () => {
    const { index, reasons } = await reopened();
    await index.upsert([anEntry({ text: '春耕备耕' })]);
    await index.close();
    return reasons;
  };

  it('is made when missing, and taken over as it was', async () => {
    expect(await filled()).toEqual(['new']);
    const { index, reasons } = await reopened();
    expect([reasons, index.emptyBecause, await found(index, '春耕')]).toEqual([[], null, [1]]);
    await index.close();
    expect(await readdir(dataDir)).toEqual(['search.db']);
  });

  it.each([
    ['is no database', () => writeFile(join(dataDir, 'search.db'), 'this is a text'.repeat(1_000))],
    ['is empty', () => writeFile(join(dataDir, 'search.db'), '')],
    ['belongs to another program', () => change('pragma application_id = 7')],
    ['has an older schema', () => change('pragma user_version = 0')],
    ['has lost a table', () => change('drop table lines')],
    ['has lost its middle', () => overwrite(0.1, 0.9)],
  ])('is put aside and made anew when it %s', async (_what, spoil) => {
    await filled();
    await spoil();
    const { index, reasons } = await reopened();
    expect(reasons).toEqual([expect.stringMatching(/^(damaged|outdated)$/)]);
    expect(await found(index, '')).toEqual([]);
    await index.upsert([anEntry({ text: '春耕备耕' })]);
    expect(await found(index, '春耕')).toEqual([1]);
    await index.close();
    expect(await readdir(dataDir)).toContainEqual(expect.stringMatching(/^search\.db\.(damaged|outdated)$/));
  });

  it('is made anew while in use when damage is met later', async () => {
    const first = await reopened();
    await first.index.upsert(corpus(400, 3));
    await first.index.close();
    const { index, reasons } = await reopened();
    const identity = await index.identity();
    await overwrite(0.5, 0.95);
    const outcome = async (): Promise<string> => {
      try {
        return `${(await search(index, '科技 创新 OR 的', { size: 100 })).total} found`;
      } catch (error) {
        return error instanceof TryLater ? 'asked for patience' : `failed: ${error}`;
      }
    };
    const outcomes: string[] = [];
    while (outcomes.at(-1) !== '0 found' && outcomes.length < 50) {
      outcomes.push(await outcome());
      await index.upsert([anEntry({ speechId: idOf(9_999), version: outcomes.length, text: '新' })]).catch(() => pause(20));
    }
    expect(new Set(outcomes.filter((line) => line.startsWith('failed')))).toEqual(new Set());
    expect(reasons).toEqual(['damaged']);
    expect(await index.identity()).not.toBe(identity);
    await index.close();
  });

  it('survives a thread that dies: its calls are asked to try later, and the next ones are answered', async () => {
    const index = await openEmbeddedIndex({ dataDir, heapMb: 12 });
    await index.upsert([anEntry({ text: '春耕备耕' })]);
    const outline = Array.from({ length: 400_000 }, (_, at) => ({
      level: 1,
      marker: '一、',
      text: `第${at}个标题`,
      start: at,
      parent: null,
    }));
    const calls = [index.upsert([anEntry({ speechId: idOf(2), outline })]), index.upsert([anEntry({ speechId: idOf(3) })])];
    for (const call of await Promise.allSettled(calls)) expect(call).toMatchObject({ status: 'rejected', reason: expect.any(TryLater) });
    await index.upsert([anEntry({ speechId: idOf(4), text: '春耕之后' })]);
    expect(await found(index, '春耕')).toEqual([1, 4]);
    await index.close();
  });

  it('answers nothing any more once it is closed', async () => {
    const { index } = await reopened();
    await index.close();
    await index.close();
    await expect(index.ping()).rejects.toThrow('closed');
    await expect(index.upsert([anEntry()])).rejects.toThrow('closed');
  });

  const change = async (statement: string): Promise<void> => {
    const database = new DatabaseSync(join(dataDir, 'search.db'));
    database.exec(statement);
    database.close();
  };

  /** Writes rubbish over a part of the file, from and to as shares of its length. */
  const overwrite = async (from: number, to: number): Promise<void> => {
    const file = await open(join(dataDir, 'search.db'), 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(Math.floor(size * (to - from)), 0xa5), 0, null, Math.floor(size * from));
    await file.close();
  };
});
