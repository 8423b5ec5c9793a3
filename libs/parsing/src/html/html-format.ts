import { type ByteRange, type CaptureHints } from '#domain';
import type { Format, MainContent, ReadPage } from '../formats/format.js';
import { decodeSource } from '../source/decode.js';
import { appendRange, type RangeList } from '../source/ranges.js';
import type { SourceText } from '../source/source-text.js';
import type { VisibleText } from '../source/visible-text.js';
import { type Article, extractArticle } from './extract/extract-article.js';
import { type PageFacts, readFacts } from './facts/page-facts.js';
import type { PageText } from './page-text.js';
import { readHtml } from './read-html.js';
import { readVisible } from './read-visible.js';

const MARKUP =
  /<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|p|span|table|article|section|main|h[1-6]|ul|ol|br|font|center)\b[^<]*>/i;
const SNIFFED = 2_048;

/** Pages: the visible text with its places, what the page says about itself, and on demand its main content. */
export const htmlFormat: Format = {
  name: 'html',

  accepts(bytes: Uint8Array, hints: CaptureHints): boolean {
    // Every second byte of UTF-16 markup is NUL; without them it reads like ASCII.
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SNIFFED)).toString('latin1').replaceAll('\0', '');
    if (MARKUP.test(head) || /^\s*<!--/.test(head)) return true;
    const isLabelled = /html/i.test(hints.contentType ?? '') || /\.x?html?$/i.test(hints.fileName ?? '');
    return isLabelled && bytes.includes(0x3c);
  },

  read(bytes: Uint8Array, hints: CaptureHints): ReadPage {
    return readPage(decodeSource(bytes, { contentType: hints.contentType, isHtml: true }), hints.url);
  },
};

function readPage(source: SourceText, url: string | null): ReadPage {
  const tree = readHtml(source.text);
  const page = readVisible(tree);
  const facts = readFacts(tree, url);
  let article: Article | null = null;
  const extracted = (): Article => (article ??= extractArticle(tree, page, facts));
  return {
    format: 'html',
    charset: source.charset,
    visible: withBytes(page, source),
    language: facts.language,
    site: facts.site,
    // Another family may claim the page by its visible text alone: the main content is not looked for before somebody asks.
    get title() {
      return extracted().title;
    },
    get publishedAt() {
      return extracted().publishedAt;
    },
    metadata: metadataOf(facts),
    reasons: source.reasons,
    undecodable: source.undecodable.map((offset) => page.offsetOf(offset)).filter((offset) => offset !== null),
    main: () => mainOf(extracted()),
    removed: () => extracted().removals,
  };
}

function mainOf(article: Article): MainContent[] {
  if (article.blocks.length === 0) return [];
  return [{ title: article.title, speaker: null, date: article.deliveredDate, blocks: article.blocks }];
}

function withBytes(page: PageText, source: SourceText): VisibleText {
  return {
    text: page.text,
    rangesOf(from: number, to: number): ByteRange[] {
      const ranges: RangeList = [];
      for (const [start, end] of page.sourceRanges(from, to)) appendRange(ranges, source.byteAt(start), source.byteAt(end));
      return ranges;
    },
  };
}

function metadataOf(facts: PageFacts): Record<string, string> {
  const { author, description, keywords } = facts;
  return Object.fromEntries(
    Object.entries({ author, description, keywords }).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}
