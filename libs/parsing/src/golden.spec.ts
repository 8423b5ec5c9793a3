import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { CaptureHints, PageResult } from '#domain';
import { decodeEntities } from './office/xml/entities.js';
import { coverageOf } from './page/coverage.js';
import { parsePage } from './parse-page.js';
import { readPage } from './read-page.js';
import { digestOf } from './testing/digest.js';
import { goldenDocFiles } from './testing/golden-doc.js';
import { goldenDocxFiles } from './testing/golden-docx.js';
import { readZip } from './zip/read-zip.js';

const root = new URL('../golden/', import.meta.url);
const names = readdirSync(root).sort();
const nothing: CaptureHints = { url: null, contentType: null, fileName: null };

/** UPDATE_GOLDEN=1 writes what the parser makes of each page; read the difference before it is kept. */
const update = process.env.UPDATE_GOLDEN === '1';

/** A source and what must be known of it: nothing but that a Markdown file is one. */
function sourceOf(name: string): { readonly bytes: Uint8Array; readonly hints: CaptureHints } {
  const file = readdirSync(new URL(`${name}/`, root)).find((candidate) => candidate.startsWith('source.'));
  if (!file) throw new Error(`The golden folder ${name} has no source.`);
  return { bytes: readFileSync(new URL(`${name}/${file}`, root)), hints: { ...nothing, fileName: file.endsWith('.md') ? file : null } };
}

if (update) {
  for (const [name, bytes] of goldenDocxFiles) writeFileSync(new URL(`${name}/source.docx`, root), bytes);
  for (const [name, bytes] of goldenDocFiles) writeFileSync(new URL(`${name}/source.doc`, root), bytes);
}

/** What the ranges of a page count in. */
function counted(bytes: Uint8Array, { parts }: PageResult): Uint8Array {
  const entries = parts === null ? [] : readZip(bytes);
  const unpacked = parts?.map(({ name }) => entries.find((entry) => entry.name === name)?.read() ?? new Uint8Array());
  expect(unpacked?.map(({ length }) => length)).toEqual(parts?.map((part) => part.bytes));
  return unpacked ? Buffer.concat(unpacked) : bytes;
}

/** What of the text is left when the printed characters are taken out of it in order, blanks aside; null when they do not stand in it so. */
function without(text: string, printed: string): string | null {
  const wanted = printed.replace(/\s/g, '');
  let at = 0;
  let rest = '';
  for (const character of text.replace(/\s/g, '')) {
    if (character === wanted[at]) at += 1;
    else rest += character;
  }
  return at === wanted.length ? rest : null;
}

const withoutQuoteEntities = (printed: string): string => printed.replaceAll('&ldquo;', '“').replaceAll('&rdquo;', '”');

describe.each([...goldenDocxFiles, ...goldenDocFiles])('the golden document %s', (name, bytes) => {
  it('is the one that its description makes', () => {
    expect(Buffer.from(bytes).equals(sourceOf(name).bytes)).toBe(true);
  });
});

/** Marks that Word numbers lists and notes with. */
const IMPLIED = /^[\d一二三四五六七八九十第条、.（）()[\]iv•◆➢]{0,6}$/;

/** Old documents have a byte for each character where no character needs two: the bytes alone do not say which. */
function printedIn(bytes: Uint8Array, decoder: TextDecoder, { format }: PageResult, text: string): string {
  if (format !== 'doc') return decoder.decode(bytes);
  const narrow = new TextDecoder('windows-1252').decode(bytes);
  return text.includes(narrow) ? narrow : new TextDecoder('utf-16le').decode(bytes);
}

/** White space may be made up. */
const withoutSpace = (text: string): string => text.replace(/\s/g, '');

/** Quoted-printable as its standard has it. */
const unquoted = (escaped: Uint8Array): Uint8Array =>
  Buffer.from(
    Buffer.from(escaped)
      .toString('latin1')
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

describe.each(names)('the golden page %s', (name) => {
  const { bytes, hints } = sourceOf(name);
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
    // What RTF escapes are, and what of an archive's files is counted, is said in their own specs.
    if (page.format === 'rtf' || page.format === 'zip' || (page.format === 'mht' && page.parts)) return;
    const decoder = new TextDecoder(page.charset ?? 'utf-8');
    const { partBytes } = await readPage(bytes, hints);
    const source = partBytes ?? (page.format === 'docx' ? counted(bytes, page) : bytes);
    const unescaped = page.format === 'mht' ? unquoted : (escaped: Uint8Array) => escaped;
    for (const block of page.speeches.flatMap(({ blocks }) => blocks)) {
      const printed = block.ranges.map(([from, to]) => printedIn(unescaped(source.subarray(from, to)), decoder, page, block.text)).join('');
      // What a packed file only implies are the marks of lists and notes.
      if (page.format === 'docx' || page.format === 'doc') expect(without(block.text, decodeEntities(printed))).toMatch(IMPLIED);
      else expect(withoutSpace(withoutQuoteEntities(printed))).toBe(withoutSpace(block.text));
    }
  });

  it('reads the text of each speech again without a change', async () => {
    for (const { text } of page.speeches) {
      const again = await parsePage(new TextEncoder().encode(text), nothing);
      expect(again.speeches.map((speech) => speech.text)).toEqual([text]);
      expect(again.removals).toEqual([]);
    }
  });
});
