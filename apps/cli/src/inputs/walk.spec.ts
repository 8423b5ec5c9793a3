import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { collected } from '../testing/collected.js';
import { filesAt, type Walk } from './walk.js';

describe('filesAt', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-walk-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const names = async (path: string, walk: Walk = {}) => (await collected(filesAt(path, walk))).map((file) => relative(folder, file));

  it('finds files below a folder in the order of their names, and leaves hidden ones out', async () => {
    await mkdir(join(folder, 'b/c'), { recursive: true });
    await mkdir(join(folder, '.git'));
    for (const name of ['z.txt', 'b/c/deep.html', 'b/a.txt', '.hidden', '.git/config', '一.txt']) await writeFile(join(folder, name), '');
    expect(await names(folder)).toEqual(['b/a.txt', 'b/c/deep.html', 'z.txt', '一.txt']);
  });

  it('follows links to files, not links to folders, and is not led round in a ring', async () => {
    await mkdir(join(folder, 'in'));
    await writeFile(join(folder, 'in/page.txt'), '');
    await symlink(folder, join(folder, 'in/ring'));
    await symlink(join(folder, 'in/page.txt'), join(folder, 'link.txt'));
    await symlink(join(folder, 'nowhere'), join(folder, 'dead.txt'));
    expect(await names(folder)).toEqual(['in/page.txt', 'link.txt']);
  });

  it('takes a file that is named, hidden or not', async () => {
    await writeFile(join(folder, '.page'), '');
    expect(await names(join(folder, '.page'))).toEqual(['.page']);
  });

  it('takes of a folder what is wanted and tells of the rest, and takes what is named without asking', async () => {
    await mkdir(join(folder, 'in'));
    for (const name of ['a.txt', 'index.json', 'in/b.html']) await writeFile(join(folder, name), '');
    const leftOut: string[] = [];
    const walk = { takes: (path: string) => !path.endsWith('.json'), leaveOut: (path: string) => leftOut.push(relative(folder, path)) };
    expect(await names(folder, walk)).toEqual(['a.txt', 'in/b.html']);
    expect(leftOut).toEqual(['index.json']);
    expect(await names(join(folder, 'index.json'), walk)).toEqual(['index.json']);
  });

  it('lets what does not exist speak for itself', async () => {
    expect(await names(join(folder, 'missing'))).toEqual(['missing']);
  });
});
