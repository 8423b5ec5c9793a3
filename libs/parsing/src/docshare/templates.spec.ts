import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { runs } from '../testing/runs.js';
import { templates } from './templates.js';

const golden = new URL('../../golden/', import.meta.url);
const seen = new Set(
  readdirSync(golden).map(
    (name) => (JSON.parse(readFileSync(new URL(`${name}/expected.json`, golden), 'utf8')) as { template: string | null }).template,
  ),
);

/** A pattern without what it looks for around its matches: it matches the same and more. */
function withoutLooks(source: string): string {
  let rest = source;
  for (let at = rest.search(/\(\?<?[=!]/); at >= 0; at = rest.search(/\(\?<?[=!]/)) {
    let depth = 0;
    let inClass = false;
    let end = at;
    do {
      const sign = rest[end];
      if (sign === '\\') end += 1;
      else if (sign === '[') inClass = true;
      else if (sign === ']') inClass = false;
      else if (!inClass && sign === '(') depth += 1;
      else if (!inClass && sign === ')') depth -= 1;
      end += 1;
    } while (depth > 0);
    rest = rest.slice(0, at) + rest.slice(end);
  }
  return rest;
}

describe('the layouts of the family', () => {
  it('are all in the list: one file for each', () => {
    const files = readdirSync(new URL('./templates/', import.meta.url));
    expect(templates).toHaveLength(files.length);
  });

  it.each(templates.map(({ name }) => name).filter((name) => name !== 'common'))('have a golden page: %s', (name) => {
    expect(seen).toContain(name);
  });

  it.each(templates.flatMap(({ rules }) => rules))('have one of its words in all that a pattern matches: $rule', ({ pattern, words }) => {
    const matching = fc.stringMatching(new RegExp(withoutLooks(pattern.source), pattern.flags.replace('g', '')));
    fc.assert(
      fc.property(matching, (text) => words.some((word) => text.includes(word))),
      { numRuns: runs(400), seed: 21 },
    );
  });

  it('have patterns that begin with words or a line start and end within bounds', () => {
    for (const { rule, pattern } of templates.flatMap(({ rules }) => rules)) {
      expect([rule, pattern.global]).toEqual([rule, true]);
      expect([rule, /\.\*|\.\+|\]\*(?!\]) |\\s\*|\\s\+/.test(pattern.source)]).toEqual([rule, false]);
    }
  });
});
