import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { EXIT } from '../exit.js';
import { collected } from '../testing/collected.js';
import { filesAt } from './walk.js';

describe('filesAt', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-walk-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const names = async (path: string) => (await collected(filesAt(path))).map((file) => relative(folder, file));

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

  it('names what does not exist', async () => {
    await expect(names(join(folder, 'missing'))).rejects.toMatchObject({
      exitCode: EXIT.noInput,
      message: expect.stringContaining('missing'),
    });
  });
});
