import type { ByteRange, CaptureHints, SiteRule } from '#domain';
import type { Format, MainContent, ReadPage, RuledPage } from '../formats/format.js';
import { decodeSource } from '../source/decode.js';
import { appendRange, type RangeList } from '../source/ranges.js';
import type { SourceText } from '../source/source-text.js';
import type { VisibleText } from '../source/visible-text.js';
import { type Article, extractArticle } from './extract/extract-article.js';
import { type PageFacts, readFacts } from './facts/page-facts.js';
import { languageOf } from './facts/script-language.js';
import type { PageText, SourceRange } from './page-text.js';
import { readHtml } from './read-html.js';
import { readVisible } from './read-visible.js';
import { showScriptedBody } from './scripted-body.js';
import { applyRules, type PrintedFields } from './site-rules/apply-rules.js';
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
    return openHtml(bytes, hints).page;
  },
};

/** A page with the tree it was read from, and what it shows of it. */
export interface OpenHtml {
  readonly tree: HtmlTree;
  readonly page: ReadPage;
  /** The visible text of `page` with the nodes it stands in. */
  readonly text: PageText;
  /** The same of what the rules of its site leave of the page for the main content; null when they say nothing about that. */
  readonly main: { readonly page: ReadPage; readonly text: PageText } | null;
}

/** Reads a page as its format does. */
export function openHtml(bytes: Uint8Array, hints: CaptureHints): OpenHtml {
  const source = decodeSource(bytes, { contentType: hints.contentType, isHtml: true });
  const shown = readShown(source.text);
  const facts = readFacts(shown.tree, hints.url);
  const view: ViewMaker = (text, over) => pageOf({ ...shown, page: text }, facts, source, over);
  const rules = hints.rules?.rules ?? [];
  return rules.length === 0 ? { tree: shown.tree, page: view(shown.page), text: shown.page, main: null } : openRuled(shown, rules, view);
}

type ViewMaker = (text: PageText, over?: Overruled) => ReadPage;

/** What is known better than a view of the page shows: what its rules say, and what only the page around the view prints. */
interface Overruled {
  readonly fields?: PrintedFields;
  readonly around?: Pick<ReadPage, 'title' | 'publishedAt'>;
  readonly ruled?: RuledPage;
}

function openRuled({ tree, page: whole }: Shown, rules: readonly SiteRule[], view: ViewMaker): OpenHtml {
  const { page: text, taken, main, ...found } = applyRules(tree, whole, rules);
  const narrowed = main && { text: main.page, page: view(main.page, { fields: main.fields, around: view(text) }) };
  const ruled = { ...found, whole: view(whole).visible, taken, main: narrowed && main && { page: narrowed.page, taken: main.taken } };
  return { tree, page: view(text, { ruled }), text, main: narrowed };
}

const NO_FIELDS: PrintedFields = { title: null, date: null, speaker: null };

function pageOf(shown: Shown, facts: PageFacts, source: SourceText, { fields = NO_FIELDS, around, ruled }: Overruled = {}): ReadPage {
  const { tree, page, textFrom } = shown;
  let article: Article | null = null;
  const extracted = (): Article => (article ??= extractArticle(tree, page, facts, textFrom));
  return {
    format: 'html',
    charset: source.charset,
    visible: withBytes(shown, source),
    language: languageOf(facts.language, page.text),
    site: facts.site,
    // Another family may claim the page by its visible text alone: the main content is not looked for before somebody asks.
    get title() {
      return fields.title ?? (around ?? extracted()).title;
    },
    get publishedAt() {
      return (around ?? extracted()).publishedAt;
    },
    // What the page prints of its author is known once the main content is.
    get metadata() {
      return metadataOf(facts, article?.author ?? facts.author);
    },
    reasons: source.reasons,
    undecodable: source.undecodable.map((offset) => page.offsetOf(offset)).filter((offset) => offset !== null),
    ...(ruled ? { ruled } : {}),
    main: () => mainOf(extracted(), fields, around?.title ?? null),
    removed: () => extracted().removals,
  };
}

/** One entry, or none for a page without text. */
function mainOf(article: Article, fields: PrintedFields, titleAround: string | null): MainContent[] {
  const { occasion, blocks } = article;
  const title = fields.title ?? titleAround ?? article.title;
  const date = fields.date ?? article.deliveredDate;
  return blocks.length === 0 ? [] : [{ title, speaker: fields.speaker ?? article.speaker, date, occasion, blocks }];
}

interface Shown {
  readonly tree: HtmlTree;
  readonly page: PageText;
  /** Where a text begins that a script was to show; 0 on other pages. */
  readonly textFrom: number;
  /** Where text of the tree stands in the source; null where it stands as it was read. */
  readonly originOf: ((from: number, to: number) => SourceRange) | null;
}

/** What a page shows; a page whose text only a script holds is read as if that had shown it. */
function readShown(source: string): Shown {
  const tree = readHtml(source);
  const page = readVisible(tree);
  const scripted = showScriptedBody(tree, page);
  if (scripted === null) return { tree, page, textFrom: 0, originOf: null };
  const whole = readHtml(scripted.source);
  const shown = readVisible(whole);
  return { tree: whole, page: shown, textFrom: scripted.textFrom, originOf: (from, to) => scripted.originOf(from, to) };
}

function withBytes({ page, originOf }: Shown, source: SourceText): VisibleText {
  return {
    text: page.text,
    rangesOf(from: number, to: number): ByteRange[] {
      const ranges: RangeList = [];
      for (const [start, end] of page.sourceRanges(from, to)) {
        const [first, last] = originOf ? originOf(start, end) : [start, end];
        appendRange(ranges, source.byteAt(first), source.byteAt(last));
      }
      return ranges;
    },
  };
}

function metadataOf({ description, keywords }: PageFacts, author: string | null): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ author, description, keywords }).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}
