import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { CaptureHints, PageResult } from '#domain';
import { coverageOf } from './page/coverage.js';
import { parsePage } from './parse-page.js';
import { readPage } from './read-page.js';
import { digestOf } from './testing/digest.js';

const root = new URL('../golden/', import.meta.url);
const names = readdirSync(root).sort();
const hints: CaptureHints = { url: null, contentType: null, fileName: null };

/** UPDATE_GOLDEN=1 writes what the parser makes of each page; read the difference before it is kept. */
const update = process.env.UPDATE_GOLDEN === '1';

function sourceOf(name: string): Uint8Array {
  const files = ['source.txt', 'source.html', 'source.md', 'source.pdf'].map((file) => new URL(`${name}/${file}`, root));
  const file = files.find((candidate) => existsSync(candidate));
  if (!file) throw new Error(`The golden folder ${name} has no source.`);
  return readFileSync(file);
}

const withoutEntities = (printed: string): string => printed.replaceAll('&ldquo;', '“').replaceAll('&rdquo;', '”');

describe.each(names)('the golden page %s', (name) => {
  const bytes = sourceOf(name);
  let page: PageResult;

  beforeAll(async () => {
    page = await parsePage(bytes, hints);
  });

  it('gives the expected result', () => {
    const file = new URL(`${name}/expected.json`, root);
    const actual = `${JSON.stringify(digestOf(page), null, 1)}\n`;
    if (update) writeFileSync(file, actual);
    expect(actual).toBe(readFileSync(file, 'utf8'));
  });

  it('says why it is here', () => {
    expect(readFileSync(new URL(`${name}/why.md`, root), 'utf8')).toMatch(/^\S[^\n]{20,}\n$/);
  });

  it('accounts for each visible character exactly once', async () => {
    const { visible } = await readPage(bytes, hints);
    expect(coverageOf(visible, page)).toEqual({ missing: [], twice: [] });
  });

  it('has blocks in order, with nothing but white space between them', () => {
    for (const { text, blocks } of page.speeches) {
      let at = 0;
      for (const block of blocks) {
        expect(text.slice(at, block.start).trim()).toBe('');
        expect(text.slice(block.start, block.start + block.text.length)).toBe(block.text);
        at = block.start + block.text.length;
      }
      expect(text.slice(at).trim()).toBe('');
    }
  });

  it('knows the bytes of each block', async () => {
    const decoder = new TextDecoder(page.charset ?? 'utf-8');
    const { partBytes: packed } = await readPage(bytes, hints);
    for (const block of page.speeches.flatMap(({ blocks }) => blocks)) {
      const printed = block.ranges.map(([from, to]) => decoder.decode((packed ?? bytes).subarray(from, to))).join('');
      if (packed) expect(printed.replace(/\s/g, '')).toBe(block.text.replace(/\s/g, ''));
      else expect(withoutEntities(printed)).toBe(block.text);
    }
  });

  it('says how long each part is in which its ranges count', async () => {
    const { partBytes } = await readPage(bytes, hints);
    expect(page.parts?.reduce((sum, part) => sum + part.bytes, 0)).toBe(partBytes?.length);
  });

  it('reads the text of each speech again without a change', async () => {
    for (const { text } of page.speeches) {
      const again = await parsePage(new TextEncoder().encode(text), hints);
      expect(again.speeches.map((speech) => speech.text)).toEqual([text]);
      expect(again.removals).toEqual([]);
    }
  });
});
