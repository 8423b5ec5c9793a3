import type { CaptureHints, SiteRule, SiteRuleEvidence } from '#domain';
import { formatOf } from '../../formats/registry.js';
import { keptTextOf } from './kept-text.js';
import { PageBlocks, type Place } from './page-blocks.js';

/** A rule that repeated blocks speak for. Nothing is removed by it before a person says so. */
export interface LearnedRule extends SiteRule {
  readonly evidence: SiteRuleEvidence;
}

/** What comes twice may be chance. */
const MIN_PAGES = 3;
/** A block that few of the pages have is theirs, not the site's. */
const MIN_SHARE_OF_PAGES = 0.1;
/** How much of a block must stand on other pages as well. */
const MIN_REPEATED = 0.5;
/** On any page a block may hold so much of what only that page has: a name and a line about it, never a body. */
const MAX_OWN = 200;
const MAX_OWN_SHARE = 0.15;
/** Blocks that the author wrote for certain, such as forms of address, repeat as well. */
const MAX_AUTHORED = 0.3;
/** Blocks of links may lead elsewhere from every page. */
const MIN_LINKED = 0.7;
/** A page with less text of its own is no work. */
const MIN_BODY = 40;
/** Fewer characters a page are not worth a rule. */
const MIN_CHARACTERS = 6;
/** A page that has so much of its text from another one is a copy of it. */
const COPY = 0.8;
const MOST_RULES = 10;
const SAMPLE = 200;

/**
 * Finds blocks that pages of one site repeat and that the extractor leaves in speeches and titles, the largest first: rules that remove
 * them, with what speaks for each. Never one that holds the body that differs from page to page. `captures` are of one site, with the rules in
 * force in their hints; what is no readable HTML page is passed over. Pure.
 */
export function learnRules(captures: readonly { readonly bytes: Uint8Array; readonly hints: CaptureHints }[]): LearnedRule[] {
  const pages: PageBlocks[] = [];
  for (const { bytes, hints } of captures) {
    const page = blocksOf(bytes, hints);
    if (page && !pages.some((other) => page.sharedWith(other) > COPY)) pages.push(page);
  }
  const repeated = repeatedPieces(pages);
  const works = pages.map((page) => ({ page, ...page.measured(repeated) })).filter(({ whole }) => whole.own >= MIN_BODY);
  if (works.length < MIN_PAGES) return [];
  return outermost(candidates(works))
    .slice(0, MOST_RULES)
    .map((one) => asRule(one, works.length));
}

type Work = ReturnType<PageBlocks['measured']> & { readonly page: PageBlocks };

function blocksOf(bytes: Uint8Array, hints: CaptureHints): PageBlocks | null {
  try {
    if (formatOf(bytes, hints).name !== 'html') return null;
    const kept = keptTextOf(bytes, hints);
    return kept && new PageBlocks(kept);
  } catch (error) {
    // What is refused as a page teaches nothing.
    if (error instanceof Error && error.name === 'Unprocessable') return null;
    throw error;
  }
}

/** Pieces of text that stand on enough pages. */
function repeatedPieces(pages: readonly PageBlocks[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const page of pages) for (const piece of page.pieces.keys()) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= MIN_PAGES).map(([piece]) => piece));
}

/** What a selector finds on the pages that keep something of it. */
interface Candidate {
  readonly selector: string;
  readonly characters: number;
  readonly elements: number;
  readonly sample: string;
  readonly places: ReadonlyMap<PageBlocks, readonly Place[]>;
}

function candidates(works: readonly Work[]): Candidate[] {
  const bySelector = new Map<string, Work[]>();
  for (const work of works) {
    for (const selector of work.page.selectors()) {
      const known = bySelector.get(selector);
      if (known) known.push(work);
      else bySelector.set(selector, [work]);
    }
  }
  return [...bySelector].flatMap(([selector, on]) => {
    const enough = on.length >= MIN_PAGES && on.length >= MIN_SHARE_OF_PAGES * works.length;
    const candidate = enough ? judged(selector, on) : null;
    return candidate ? [candidate] : [];
  });
}

function judged(selector: string, works: readonly Work[]): Candidate | null {
  let [characters, repeated, linked, authored] = [0, 0, 0, 0];
  for (const { of, whole } of works) {
    const block = of(selector);
    if (block.own > MAX_OWN || block.own > MAX_OWN_SHARE * (whole.own - block.own)) return null;
    characters += block.characters;
    repeated += block.repeated;
    linked += block.linked;
    authored += block.authored;
  }
  const isRepeated = repeated >= MIN_REPEATED * characters || linked >= MIN_LINKED * characters;
  if (!isRepeated || authored > MAX_AUTHORED * characters || characters < MIN_CHARACTERS * works.length) return null;
  const places = new Map(works.map(({ page }) => [page, page.placesOf(selector)]));
  const elements = [...places.values()].reduce((sum, { length }) => sum + length, 0);
  return { selector, characters, elements, sample: works[0]?.page.textOf(selector).slice(0, SAMPLE) ?? '', places };
}

/** Largest first; of selectors that find the same the one that finds least besides, an id before a class. What lies inside another is left out. */
function outermost(found: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of [...found].sort(byWorth)) if (!kept.some((other) => liesIn(candidate, other))) kept.push(candidate);
  return kept;
}

const form = (selector: string): number => (selector.includes(' ') ? 2 : selector.startsWith('#') ? 0 : 1);

const byWorth = (a: Candidate, b: Candidate): number =>
  b.characters - a.characters ||
  a.elements - b.elements ||
  form(a.selector) - form(b.selector) ||
  a.selector.length - b.selector.length ||
  (a.selector < b.selector ? -1 : 1);

const liesIn = (inner: Candidate, outer: Candidate): boolean =>
  [...inner.places].every(([page, places]) => {
    const around = outer.places.get(page);
    return around !== undefined && places.every(([from, to]) => around.some(([start, end]) => start <= from && to <= end));
  });

const asRule = ({ selector, characters, sample, places }: Candidate, of: number): LearnedRule => ({
  effect: 'remove',
  selector,
  evidence: { pages: places.size, of, characters, sample },
});
