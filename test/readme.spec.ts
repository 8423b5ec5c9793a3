import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settings } from '#platform';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Cells of the table under a heading, without its head. */
function tableUnder(heading: string): string[][] {
  const section = readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('README', () => {
  it('lists every setting with what the program says about it', () => {
    const described = Object.entries(settings.shape).map(([name, setting]) => [`\`${name}\``, setting.description]);
    expect(tableUnder('Settings').map(([name, , what]) => [name, what])).toEqual(described);
  });

  it('lists every app and lib, and no other', () => {
    const named = tableUnder('Folders').flatMap(([folder = '']) => [...folder.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    const there = ['apps', 'libs'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`));
    expect(named.filter((name) => name?.includes('/')).toSorted()).toEqual(there.toSorted());
    expect(named.filter((name) => !existsSync(join(root, name ?? '')))).toEqual([]);
  });

  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
