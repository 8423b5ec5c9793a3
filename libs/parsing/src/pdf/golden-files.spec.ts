import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { goldenPdfs, goldenReasons } from '../testing/golden-pdfs.js';

const root = new URL('../../golden/', import.meta.url);

describe.each(Object.entries(goldenPdfs))('the golden file %s', (name, make) => {
  const folder = new URL(`${name}/`, root);
  const source = new URL('source.pdf', folder);
  const why = new URL('why.md', folder);

  // UPDATE_GOLDEN=1 writes the files; the specs of the golden pages then write what the parser makes of them.
  if (process.env.UPDATE_GOLDEN === '1') {
    if (!existsSync(folder)) mkdirSync(folder);
    writeFileSync(source, make());
    writeFileSync(why, `${goldenReasons[name]}\n`);
  }

  it('is what its generator makes', () => {
    expect(readFileSync(source).equals(make())).toBe(true);
    expect(readFileSync(why, 'utf8')).toBe(`${goldenReasons[name]}\n`);
  });
});
