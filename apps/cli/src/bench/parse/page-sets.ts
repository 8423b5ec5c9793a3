import { existsSync, globSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { EXIT, Failure } from '../../exit.js';
import { generatePage } from '../generate-pages.js';
import { mixedPage } from './mixed-pages.js';

/** Pages that extractors are measured on. */
export interface PageSet {
  readonly name: string;
  readonly paths: readonly string[];
  /** The true main text by path; null where nobody but this project says what it is. */
  readonly truths: ReadonlyMap<string, string> | null;
}

/** The same way up from the sources and from what is built of them: the build copies what it does not compile. */
const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const FAMILY_PAGES = 2_000;
const SECTION_CHARACTERS = 8_000;

/** The pages of the article extraction benchmark, from a clone of its repository; unpacked into a scratch folder. */
export async function benchmarkPages(clone: string, scratch: string): Promise<PageSet> {
  const truthFile = join(clone, 'ground-truth.json');
  if (!existsSync(truthFile))
    throw new Failure(
      EXIT.noInput,
      `${clone} holds no ground-truth.json. Clone github.com/scrapinghub/article-extraction-benchmark and give its folder.`,
    );
  const stated = JSON.parse(await readFile(truthFile, 'utf8')) as Record<string, { readonly articleBody?: string }>;
  const truths = new Map<string, string>();
  const folder = join(scratch, 'benchmark');
  await mkdir(folder, { recursive: true });
  for (const file of (await readdir(join(clone, 'html'))).sort()) {
    const truth = stated[basename(file).split('.')[0] ?? ''];
    if (!truth) continue;
    const path = join(folder, file.replace(/\.gz$/, ''));
    const bytes = await readFile(join(clone, 'html', file));
    await writeFile(path, file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    truths.set(path, truth.articleBody ?? '');
  }
  return { name: 'article-extraction-benchmark', paths: [...truths.keys()], truths };
}

/** The project's own golden pages. Their expected texts are this project's view, so they measure speed and emptiness only. */
export function goldenPages(): PageSet {
  return {
    name: 'golden pages',
    paths: globSync('libs/parsing/src/html/golden/*/source.html', { cwd: root })
      .map((path) => join(root, path))
      .sort(),
    truths: null,
  };
}

/** Generated pages of the document-sharing family in all its layouts, as text. */
export async function familyPages(scratch: string, seed: number, count = FAMILY_PAGES): Promise<PageSet> {
  const folder = join(scratch, 'family');
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const { fileName, page } = mixedPage(seed, number);
    paths.push(join(folder, fileName));
    await writeFile(join(folder, fileName), page);
  }
  return { name: 'family pages', paths, truths: null };
}

/** One long page of so many bytes: sections of paragraphs, lists and links, as a page has them. */
export async function longPage(scratch: string, seed: number, bytes: number): Promise<string> {
  const parts = [
    '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>长页</title></head><body><div class="content"><h1>长页</h1>',
  ];
  for (let size = 0, number = 0; size < bytes; number += 1) {
    const { title, speech } = generatePage({ seed, number, characters: SECTION_CHARACTERS });
    const paragraphs = speech.split('\n').map((line) => `<p>${line}</p>`);
    const part = `<h2>${title}</h2>${paragraphs.join('\n')}<ul class="more"><li><a href="/${number}.html">${title}</a></li></ul>`;
    size += Buffer.byteLength(part);
    parts.push(part);
  }
  const path = join(scratch, `long-${bytes}.html`);
  await writeFile(path, `${parts.join('\n')}</div></body></html>`);
  return path;
}
