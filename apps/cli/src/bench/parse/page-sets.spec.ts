import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { EXIT } from '../../exit.js';
import { benchmarkPages, familyPages, goldenPages, longPage } from './page-sets.js';

describe('page sets', () => {
  let scratch = '';
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'rostra-sets-'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('unpacks the pages of a clone that have a truth', async () => {
    const clone = join(scratch, 'clone');
    await mkdir(join(clone, 'html'), { recursive: true });
    await writeFile(join(clone, 'ground-truth.json'), JSON.stringify({ a1: { articleBody: '河水退了。' } }));
    for (const name of ['a1', 'b2']) await writeFile(join(clone, 'html', `${name}.html.gz`), gzipSync(`<p>${name}`));
    const { paths, truths } = await benchmarkPages(clone, scratch);
    expect(await Promise.all(paths.map((path) => readFile(path, 'utf8')))).toEqual(['<p>a1']);
    expect([...(truths ?? [])]).toEqual([[paths[0], '河水退了。']]);
  });

  it('says what to fetch when the folder is no clone', async () => {
    await expect(benchmarkPages(join(scratch, 'nowhere'), scratch)).rejects.toMatchObject({ exitCode: EXIT.noInput });
  });

  it('finds the golden pages, and makes as many family pages and as long a page as it says', async () => {
    expect(goldenPages().paths.length).toBeGreaterThan(10);
    expect((await familyPages(scratch, 1, 30)).paths).toHaveLength(30);
    const { size } = await stat(await longPage(scratch, 1, 500_000));
    expect(size).toBeGreaterThanOrEqual(500_000);
    expect(size).toBeLessThan(550_000);
  });
});
