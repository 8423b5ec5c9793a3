import { type ByteRange, type CaptureHints } from '#domain';
import type { Format, MainContent, ReadPage } from '../formats/format.js';
import { decodeSource } from '../source/decode.js';
import { appendRange, type RangeList } from '../source/ranges.js';
import type { SourceText } from '../source/source-text.js';
import type { VisibleText } from '../source/visible-text.js';
import { type Article, extractArticle } from './extract/extract-article.js';
import { type PageFacts, readFacts } from './facts/page-facts.js';
import type { PageText, SourceRange } from './page-text.js';
import { readHtml } from './read-html.js';
import { readVisible } from './read-visible.js';
import { showScriptedBody } from './scripted-body.js';
import type { HtmlTree } from './tree.js';

/** Only pages have these. */
const PAGE_MARKUP = /<(?:!doctype\s+html|html|head|body|meta|title|script|style)\b/i;
/** Plain text can speak of these or hold some. */
const TEXT_MARKUP = /<(?:div|p|span|table|article|section|main|h[1-6]|ul|ol|li|br|font|center|a|b|i|strong|em)(?:\s[^<>]*)?\/?>/i;
const TEXT_LABEL = /^text\/(?:plain|markdown)|\.(?:txt|md|markdown)$/i;
const SNIFFED = 2_048;

/**
 * Pages. `readHtml` makes a lean tree, `readVisible` the text a reader sees with its places, `readFacts` gathers what the page says about
 * itself, and `extractArticle`, when somebody asks, finds the main content and a rule for everything else.
 */
export const htmlFormat: Format = {
  name: 'html',

  accepts(bytes: Uint8Array, hints: CaptureHints): boolean {
    // Every second byte of UTF-16 markup is NUL; without them it reads like ASCII.
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SNIFFED)).toString('latin1').replaceAll('\0', '');
    if (PAGE_MARKUP.test(head)) return true;
    const labels = [hints.contentType ?? '', hints.fileName ?? ''];
    if (TEXT_MARKUP.test(head) && !labels.some((label) => TEXT_LABEL.test(label))) return true;
    const isLabelled = labels.some((label) => /html/i.test(label) || /\.x?html?$/i.test(label));
    return isLabelled && bytes.includes(0x3c);
  },

  read(bytes: Uint8Array, hints: CaptureHints): ReadPage {
    return readPage(decodeSource(bytes, { contentType: hints.contentType, isHtml: true }), hints.url);
  },
};

function readPage(source: SourceText, url: string | null): ReadPage {
  const { tree, page, textFrom, rangesOf } = readShown(source.text);
  const facts = readFacts(tree, url);
  let article: Article | null = null;
  const extracted = (): Article => (article ??= extractArticle(tree, page, facts, textFrom));
  return {
    format: 'html',
    charset: source.charset,
    visible: withBytes(page, rangesOf, source),
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

/** One entry, or one for each turn of a transcript. */
function mainOf(article: Article): MainContent[] {
  const { title, deliveredDate: date } = article;
  return article.parts.map(({ speaker, blocks }) => ({ title, speaker, date, blocks }));
}

interface Shown {
  readonly tree: HtmlTree;
  readonly page: PageText;
  /** Where a text begins that a script was to show; 0 on other pages. */
  readonly textFrom: number;
  rangesOf(from: number, to: number): readonly SourceRange[];
}

/** What a page shows; a page whose text only a script holds is read as if that had shown it. */
function readShown(source: string): Shown {
  const tree = readHtml(source);
  const page = readVisible(tree);
  const scripted = showScriptedBody(tree, page);
  if (scripted === null) return { tree, page, textFrom: 0, rangesOf: (from, to) => page.sourceRanges(from, to) };
  const whole = readHtml(scripted.source);
  const shown = readVisible(whole);
  const rangesOf = (from: number, to: number) => shown.sourceRanges(from, to).map(([start, end]) => scripted.originOf(start, end));
  return { tree: whole, page: shown, textFrom: scripted.textFrom, rangesOf };
}

function withBytes(page: PageText, sourceRanges: (from: number, to: number) => readonly SourceRange[], source: SourceText): VisibleText {
  return {
    text: page.text,
    rangesOf(from: number, to: number): ByteRange[] {
      const ranges: RangeList = [];
      for (const [start, end] of sourceRanges(from, to)) appendRange(ranges, source.byteAt(start), source.byteAt(end));
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
