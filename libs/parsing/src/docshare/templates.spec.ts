import { readdirSync, readFileSync } from 'node:fs';
import { templates } from './templates.js';

const golden = new URL('../../golden/', import.meta.url);
const seen = new Set(
  readdirSync(golden).map(
    (name) => (JSON.parse(readFileSync(new URL(`${name}/expected.json`, golden), 'utf8')) as { template: string | null }).template,
  ),
);

describe('the layouts of the family', () => {
  it('are all in the list: one file for each', () => {
    const files = readdirSync(new URL('./templates/', import.meta.url));
    expect(templates).toHaveLength(files.length);
  });

  it.each(templates.map(({ name }) => name).filter((name) => name !== 'common'))('have a golden page: %s', (name) => {
    expect(seen).toContain(name);
  });

  it('have patterns that begin with words or a line start and end within bounds', () => {
    for (const { rule, pattern } of templates.flatMap(({ rules }) => rules)) {
      expect([rule, pattern.global]).toEqual([rule, true]);
      expect([rule, /\.\*|\.\+|\]\*(?!\]) |\\s\*|\\s\+/.test(pattern.source)]).toEqual([rule, false]);
    }
  });
});
