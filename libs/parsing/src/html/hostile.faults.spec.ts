import { extractArticle } from './extract/extract-article.js';
import { readFacts } from './facts/page-facts.js';
import { readHtml } from './read-html.js';
import { readVisible } from './read-visible.js';
import { showScriptedBody } from './scripted-body.js';
import { hostileHtml } from '../testing/hostile-html.js';

/** Reads and extracts; returns the visible text and the processor seconds it took. */
function measure(html: string): { text: string; seconds: number } {
  const begin = process.cpuUsage();
  const tree = readHtml(html);
  const page = readVisible(tree);
  showScriptedBody(tree, page);
  extractArticle(tree, page, readFacts(tree, null));
  const { user, system } = process.cpuUsage(begin);
  return { text: page.text, seconds: (user + system) / 1e6 };
}

describe('hostile pages', () => {
  for (const [name, make] of Object.entries(hostileHtml)) {
    it(`takes time in step with the size of ${name}`, () => {
      const size = 2_500;
      measure(make(size));
      const small = measure(make(size)).seconds;
      const large = measure(make(size * 8)).seconds;
      // Linear growth is a factor of 8, quadratic of 64.
      expect(large).toBeLessThan(Math.max(0.25, small * 32));
    });
  }

  it('folds what is nested deeper than browsers nest and loses no text', () => {
    expect(measure(`${'<div>'.repeat(100_000)}中${'</div>'.repeat(100_000)}尾`).text.replaceAll('\n', '')).toBe('中尾');
  });

  it('refuses a page of more nodes than it has memory for', () => {
    expect(() => readHtml('<br>'.repeat(20), 10)).toThrow(/more than 10 elements/);
    expect(readHtml('<br>'.repeat(8), 10).size).toBe(9);
  });

  it('keeps lone surrogates and drops NUL', () => {
    expect(measure('<p>a\ud800b\0c</p>').text).toBe('a\ud800bc');
  });
});
