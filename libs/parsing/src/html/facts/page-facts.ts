import { TAG } from '../tags.js';
import type { HtmlTree } from '../tree.js';
import { type LinkedData, readLinkedData } from './json-ld.js';
import { isoMoment } from '../../structure/dates/moments.js';

/** What a page says about itself in its head, its JSON-LD and its item properties. */
export interface PageFacts {
  /** Names the page gives its work, the surest first; the last is the document title. */
  readonly titles: readonly string[];
  readonly documentTitle: string | null;
  readonly description: string | null;
  readonly keywords: string | null;
  readonly author: string | null;
  readonly site: string | null;
  readonly language: string | null;
  readonly publishedAt: string | null;
  /** The day that the page's own address names; pages that print a day themselves are not asked for it. */
  readonly publishedByAddress: string | null;
  readonly articleBody: string | null;
  /** Types of the things its JSON-LD and its item types describe, in one string. */
  readonly types: string;
  /** The software that made the page, as it says. */
  readonly generator: string | null;
  /** Hosts that links inside the site lead to. */
  readonly hosts: ReadonlySet<string>;
}

const AUTHOR_NAMES = ['author', 'article:author', 'byl', 'parsely-author', 'sailthru.author', 'dc.creator', 'dcterms.creator'];
const MAX_AUTHOR = 200;
const MAX_ITEM_TYPES = 50;
const ITEM_TYPE = /itemtype=["']?https?:\/\/schema\.org\/(\w{1,40})/gi;

const DATE_NAMES = [
  'article:published_time',
  'og:published_time',
  'datepublished',
  'pubdate',
  'publishdate',
  'publish_date',
  'publish-date',
  'publication_date',
  'parsely-pub-date',
  'sailthru.date',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'dc.date',
  'dcterms.date',
  'date',
];

/** Gathers the facts in one pass over the tree. `url` is where the page came from, if known. */
export function readFacts(tree: HtmlTree, url: string | null): PageFacts {
  const found = collect(tree);
  const linked = readLinkedData(found.scripts);
  const meta = (...names: string[]): string | null =>
    names.map((name) => found.metas.get(name) ?? null).find((value) => value !== null) ?? null;
  const documentTitle = squash(found.title);
  return {
    titles: [meta('articletitle'), linked.headline, meta('og:title'), meta('twitter:title'), documentTitle].filter(
      (title) => title !== null,
    ),
    documentTitle,
    description: meta('og:description', 'description', 'twitter:description'),
    keywords: meta('keywords', 'news_keywords'),
    author: [linked.author, ...AUTHOR_NAMES.map((name) => meta(name))].find(isName) ?? null,
    site: meta('og:site_name', 'sitename', 'application-name') ?? linked.publisher,
    language: found.language ?? meta('content-language', 'og:locale'),
    publishedAt: publishedAt(linked, meta),
    publishedByAddress: [url, found.canonical, meta('og:url')].map(dayInAddress).find((day) => day !== null) ?? null,
    articleBody: linked.articleBody,
    types: [linked.types, ...itemTypesIn(tree.source)].join(' '),
    generator: meta('generator'),
    hosts: new Set([url, found.canonical, meta('og:url')].map(hostOf).filter((host) => host !== null)),
  };
}

function publishedAt(linked: LinkedData, meta: (...names: string[]) => string | null): string | null {
  for (const stated of [linked.datePublished, ...DATE_NAMES.map((name) => meta(name))]) {
    const moment = stated === null ? null : isoMoment(stated);
    if (moment !== null) return moment;
  }
  return null;
}

/** Templates leave addresses, numbers and examples where a name should stand. */
const isName = (stated: string | null): stated is string =>
  stated !== null && stated.length <= MAX_AUTHOR && /\p{L}/u.test(stated) && !/[@/]|^https?:/i.test(stated);

/** The day in an address that names year, month and day one after the other. */
function dayInAddress(address: string | null): string | null {
  const [, year = '', month = '', date = ''] =
    /\/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(address ?? '') ?? [];
  return year === '' ? null : `${year}-${month}-${date}`;
}

interface Collected {
  readonly metas: Map<string, string>;
  readonly scripts: string[];
  title: string;
  language: string | null;
  canonical: string | null;
}

function collect(tree: HtmlTree): Collected {
  const found: Collected = { metas: new Map(), scripts: [], title: '', language: null, canonical: null };
  for (let node = 1; node < tree.size; node++) {
    const tag = tree.tag(node);
    if (tag === TAG.meta) addMeta(tree, node, found.metas);
    else if (tag === TAG.title && found.title === '') found.title = tree.textContent(node);
    else if (tag === TAG.html) found.language ??= plainLanguage(tree.attribute(node, 'lang') ?? tree.attribute(node, 'xml:lang'));
    else if (tag === TAG.link && tree.attribute(node, 'rel') === 'canonical') found.canonical ??= tree.attribute(node, 'href');
    else if (tag === TAG.script && /ld\+json/i.test(tree.attribute(node, 'type') ?? '')) found.scripts.push(tree.textContent(node));
  }
  return found;
}

/** Types that item properties name anywhere in a source; looking at each element for one would take longer than reading the head. */
function itemTypesIn(source: string): Set<string> {
  const types = new Set<string>();
  for (const [, type = ''] of source.matchAll(ITEM_TYPE)) {
    types.add(type);
    if (types.size === MAX_ITEM_TYPES) break;
  }
  return types;
}

function addMeta(tree: HtmlTree, node: number, metas: Map<string, string>): void {
  const name =
    tree.attribute(node, 'property') ??
    tree.attribute(node, 'name') ??
    tree.attribute(node, 'itemprop') ??
    tree.attribute(node, 'http-equiv');
  const content = squash(tree.attribute(node, 'content') ?? '');
  if (name !== null && content !== null && !metas.has(name.toLowerCase())) metas.set(name.toLowerCase(), content);
}

const plainLanguage = (language: string | null): string | null =>
  language && /^[a-z]{2,3}(?:[-_][a-z0-9]+)*$/i.test(language) ? language : null;

function squash(text: string): string | null {
  const squashed = text.replace(/\s+/g, ' ').trim();
  return squashed === '' ? null : squashed;
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? siteOf(new URL(url).hostname) : null;
}

/** The part of a host that the parts of one site share: its last two labels, or three where the last two are short. */
export function siteOf(host: string): string {
  const labels = host.toLowerCase().split('.');
  const second = labels.at(-2) ?? '';
  return labels.slice(second.length <= 3 && labels.length > 2 ? -3 : -2).join('.');
}
