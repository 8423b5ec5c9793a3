import { BlobDamaged, BlobMissing, type BlobStore } from '#blobs';
import { type PageResult, type SiteRule, type SiteRuleRecord, textOf, TryLater, Unprocessable } from '#domain';
import { ruleSet, type SiteCapture, type SiteRules } from '#store';
import { hintsOf } from './hints-of.js';
import type { ParserPool } from './parser-pool.js';
import { WorkerCrashed } from './take-on.js';

export interface SiteRuleDeps {
  readonly siteRules: Pick<SiteRules, 'captures' | 'setOf' | 'offer'>;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly parser: Pick<ParserPool, 'parse' | 'learnRules'>;
}

/** Captures that one look at a site reads, and their bytes. */
const MOST_LEARNED_FROM = 40;
const MOST_BYTES = 12_000_000;
/** A page of more is left out: it would take the place of many. */
const MOST_PAGE_BYTES = 2_000_000;
/** Characters of an excerpt. */
const EXCERPT = 300;

export interface Learned {
  /** Captures that were read. */
  readonly read: number;
  /** Rules that now wait for a person. */
  readonly offered: readonly SiteRuleRecord[];
}

/**
 * Looks at the newest captures of a site for blocks that its pages repeat inside their speeches, and offers rules against them. Nothing is
 * applied. Throws Unprocessable when the pages are too much for a parser thread.
 */
export async function learnSite(site: string, { siteRules, blobs, parser }: SiteRuleDeps): Promise<Learned> {
  const rules = await siteRules.setOf(site);
  const captures = withinBytes(await siteRules.captures(site, MOST_LEARNED_FROM));
  const pages: { bytes: Uint8Array; hints: ReturnType<typeof hintsOf> }[] = [];
  for (const capture of captures) {
    const bytes = await bytesOf(capture, blobs);
    if (bytes) pages.push({ bytes, hints: hintsOf(capture, rules) });
  }
  const learned = await parser.learnRules(pages).catch((cause: unknown) => {
    if (!(cause instanceof WorkerCrashed)) throw cause;
    throw new Unprocessable('site-too-heavy', 'The pages of this site are too much to be compared at once. Write its rules by hand.', {
      cause,
    });
  });
  return { read: pages.length, offered: learned.length === 0 ? [] : await siteRules.offer(site, learned) };
}

function withinBytes(captures: readonly SiteCapture[]): SiteCapture[] {
  let total = 0;
  return captures.filter(({ size }) => {
    if (size > MOST_PAGE_BYTES || total + size > MOST_BYTES) return false;
    total += size;
    return true;
  });
}

/** null for a capture that cannot be had: its document was withdrawn meanwhile, or the blob store has lost it, which the parser room tells of. */
async function bytesOf({ sha256 }: SiteCapture, blobs: SiteRuleDeps['blobs']): Promise<Uint8Array | null> {
  try {
    return await blobs.read(sha256);
  } catch (error) {
    if (error instanceof BlobMissing || error instanceof BlobDamaged) return null;
    throw error;
  }
}

/** What a rule would change on one page. */
export interface PreviewedPage {
  readonly documentId: string;
  readonly title: string | null;
  readonly url: string | null;
  /** Elements the rule finds. */
  readonly matches: number;
  /** What is no longer in its speeches, and what is new in them. */
  readonly lost: Excerpt;
  readonly gained: Excerpt;
  readonly titles: BeforeAfter<string | null>;
  readonly speeches: BeforeAfter<number>;
  readonly changed: boolean;
  /** Had speeches and would have none. */
  readonly emptied: boolean;
  /** Why the page could not be compared; null when it was. */
  readonly message: string | null;
}

interface BeforeAfter<T> {
  readonly before: T;
  readonly after: T;
}

interface Excerpt {
  readonly characters: number;
  /** The beginning, line by line. */
  readonly text: string;
}

/**
 * Parses the newest captures of a site with a rule and without it, beside the other rules in force, and says what it changes. Stores nothing.
 * The selector has been checked.
 */
export async function previewRule(site: string, rule: SiteRule, limit: number, deps: SiteRuleDeps): Promise<PreviewedPage[]> {
  const inForce = (await deps.siteRules.setOf(site))?.rules ?? [];
  const others = inForce.filter(({ effect, selector }) => effect !== rule.effect || selector !== rule.selector);
  const sets = { before: ruleSet(others), after: ruleSet([...others, rule]) };
  const pages: PreviewedPage[] = [];
  for (const capture of await deps.siteRules.captures(site, limit)) {
    const bytes = await bytesOf(capture, deps.blobs);
    if (!bytes) continue;
    const parse = (set: typeof sets.before) => deps.parser.parse(bytes, hintsOf(capture, set), 'background');
    pages.push(await compared(capture, rule, async () => ({ before: await parse(sets.before), after: await parse(sets.after) })));
  }
  return pages;
}

const NOTHING: Excerpt = { characters: 0, text: '' };

async function compared(
  { documentId, title, url }: SiteCapture,
  rule: SiteRule,
  parse: () => Promise<BeforeAfter<PageResult>>,
): Promise<PreviewedPage> {
  try {
    const { before, after } = await parse();
    const lost = beyond(before, after);
    const gained = beyond(after, before);
    const titles = { before: before.title, after: after.title };
    const speeches = { before: before.speeches.length, after: after.speeches.length };
    const matches =
      after.siteRules?.rules.find(({ effect, selector }) => effect === rule.effect && selector === rule.selector)?.matches ?? 0;
    const changed = JSON.stringify(before.speeches) !== JSON.stringify(after.speeches) || before.title !== after.title;
    const emptied = speeches.before > 0 && speeches.after === 0;
    return { documentId, title, url, matches, lost, gained, titles, speeches, changed, emptied, message: null };
  } catch (error) {
    if (error instanceof TryLater) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const same = { titles: { before: title, after: title }, speeches: { before: 0, after: 0 }, changed: false, emptied: false };
    return { documentId, title, url, matches: 0, lost: NOTHING, gained: NOTHING, ...same, message };
  }
}

/** The lines of one result's speeches that the other has not. */
function beyond(one: PageResult, other: PageResult): Excerpt {
  const known = new Map<string, number>();
  for (const line of textOf(other).split('\n')) known.set(line, (known.get(line) ?? 0) + 1);
  const lines = textOf(one)
    .split('\n')
    .filter((line) => {
      const left = known.get(line) ?? 0;
      if (left > 0) known.set(line, left - 1);
      return left === 0;
    });
  const text = lines.join('\n');
  return { characters: lines.reduce((sum, { length }) => sum + length, 0), text: text.slice(0, EXCERPT) };
}
