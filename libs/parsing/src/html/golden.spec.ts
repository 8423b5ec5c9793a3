import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { htmlFormat } from './html-format.js';

const folder = fileURLToPath(new URL('./golden/', import.meta.url));
const hints = { url: 'https://town.example/news/1.html', contentType: 'text/html; charset=utf-8', fileName: null };

interface Expected {
  readonly title: string | null;
  readonly publishedAt: string | null;
  readonly date: string | null;
  readonly site: string | null;
  readonly language: string | null;
  /** Blocks by kind and level, then the text. */
  readonly speeches: readonly { readonly speaker: string | null; readonly blocks: readonly string[] }[];
  readonly removals: readonly string[];
}

async function read(name: string): Promise<Expected> {
  const page = await htmlFormat.read(readFileSync(join(folder, name, 'source.html')), hints);
  const speeches = page.main();
  const textOf = ({ from, to }: { from: number; to: number }) => page.visible.text.slice(from, to);
  return {
    title: page.title,
    publishedAt: page.publishedAt,
    date: speeches[0]?.date ?? null,
    site: page.site,
    language: page.language,
    speeches: speeches.map(({ speaker, blocks }) => ({
      speaker,
      blocks: blocks.map((block) => `${block.kind}${block.level ?? ''} | ${textOf(block)}`),
    })),
    removals: (page.removed?.() ?? []).map((removal) => `${removal.rule} | ${textOf(removal)}`),
  };
}

describe('golden pages', () => {
  for (const name of readdirSync(folder).sort()) {
    it(`reads ${name.replaceAll('-', ' ')}`, async () => {
      expect(await read(name)).toEqual(JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')));
    });

    it(`accounts for every visible character of ${name.replaceAll('-', ' ')} once`, async () => {
      const bytes = readFileSync(join(folder, name, 'source.html'));
      const page = await htmlFormat.read(bytes, hints);
      const spans = [...page.main().flatMap((speech) => speech.blocks), ...(page.removed?.() ?? [])].sort((a, b) => a.from - b.from);
      let at = 0;
      for (const { from, to } of spans) {
        expect(page.visible.text.slice(at, from).trim()).toBe('');
        expect(from).toBeGreaterThanOrEqual(at);
        at = to;
      }
      expect(page.visible.text.slice(at).trim()).toBe('');
    });
  }
});
