import type { AppliedSiteRules, SiteRule } from '#domain';
import { firstDate } from '#text';
import type { RemovedSpan } from '../../formats/format.js';
import type { PageText } from '../page-text.js';
import { readVisible } from '../read-visible.js';
import type { HtmlTree } from '../tree.js';
import { matchesOf } from './match.js';
import { compileSelector } from './selector.js';

/** What a page prints of its speech where the rules of its site say. */
export interface PrintedFields {
  readonly title: string | null;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string | null;
  readonly speaker: string | null;
}

/** A page with something left out of it. */
interface View {
  readonly page: PageText;
  /** What is left out: characters of the whole page. */
  readonly taken: readonly RemovedSpan[];
}

export interface RuledText extends View {
  readonly rules: AppliedSiteRules['rules'];
  readonly tookAll: boolean;
  readonly lacksContent: boolean;
  /** With what the rules for content and fields leave out as well; null when no such rule found anything. */
  readonly main: (View & { readonly fields: PrintedFields }) | null;
}

/** Why a node is left out; 0 keeps it. */
const KEPT = 0;
const TAKEN = [
  { rule: 'site-rule' },
  { rule: 'outside-site-content' },
  { rule: 'title' },
  { rule: 'byline' },
] as const satisfies readonly Pick<RemovedSpan, 'rule'>[];
const [REMOVED, OUTSIDE, TITLE, BYLINE] = [1, 2, 3, 4];

/** Reads a page once more without what the rules of its site take out. Throws for selectors that have a fault. */
export function applyRules(tree: HtmlTree, whole: PageText, rules: readonly SiteRule[]): RuledText {
  const found = rules.map((rule) => ({ ...rule, nodes: matchesOf(tree, compileSelector(rule.selector)) }));
  const nodesFor = (effect: SiteRule['effect']): number[] => found.filter((rule) => rule.effect === effect).flatMap(({ nodes }) => nodes);
  const codes = new Uint8Array(tree.size);
  mark(tree, codes, nodesFor('remove'), REMOVED);
  const less = viewOf(tree, whole, codes);
  const content = nodesFor('content');
  const main = mainView(tree, less.page, codes, { content, nodesFor });
  return {
    ...less,
    rules: found
      .filter(({ nodes }) => nodes.length > 0)
      .map(({ effect, selector, nodes }) => ({ effect, selector, matches: nodes.length })),
    tookAll: isBlank(less.page) && !isBlank(whole),
    lacksContent: found.some(({ effect }) => effect === 'content') && main?.isNarrowed !== true,
    main: main && { ...viewOf(tree, whole, main.codes), fields: main.fields },
  };
}

interface Asked {
  readonly content: readonly number[];
  nodesFor(effect: SiteRule['effect']): readonly number[];
}

/** What the view of the main content leaves out, beside what is removed anyway; null when that is nothing. */
function mainView(tree: HtmlTree, less: PageText, removed: Uint8Array, { content, nodesFor }: Asked) {
  const inside = insideOf(tree, removed, content);
  const isNarrowed = shows(less, inside);
  const codes = isNarrowed ? inside : removed.slice();
  const title = firstPrinted(tree, less, nodesFor('title'), (text) => text);
  const date = firstPrinted(tree, less, nodesFor('date'), (text) => firstDate(text)?.date ?? null);
  const speaker = firstPrinted(tree, less, nodesFor('speaker'), withoutLabel);
  if (title) mark(tree, codes, [title.node], TITLE);
  for (const field of [date, speaker]) if (field) mark(tree, codes, [field.node], BYLINE);
  const fields = { title: title?.value ?? null, date: date?.value ?? null, speaker: speaker?.value ?? null };
  return isNarrowed || title || date || speaker ? { codes, fields, isNarrowed } : null;
}

/** Marks elements with all in them; what is marked already stays so. */
function mark(tree: HtmlTree, codes: Uint8Array, nodes: readonly number[], code: number): void {
  let markedTo = 0;
  for (const root of [...nodes].sort((a, b) => a - b)) {
    for (let node = Math.max(root, markedTo); node < tree.end(root); node++) {
      if (codes[node] === KEPT || codes[node] === OUTSIDE) codes[node] = code;
    }
    markedTo = Math.max(markedTo, tree.end(root));
  }
}

/** Leaves out everything but some elements, with all that is kept in them, and the elements around them. */
function insideOf(tree: HtmlTree, removed: Uint8Array, nodes: readonly number[]): Uint8Array {
  const codes = removed.map((code) => code || OUTSIDE);
  let keptTo = 0;
  for (const root of [...nodes].sort((a, b) => a - b)) {
    for (let node = Math.max(root, keptTo); node < tree.end(root); node++) if (codes[node] === OUTSIDE) codes[node] = KEPT;
    keptTo = Math.max(keptTo, tree.end(root));
    for (let node = tree.parent(root); node > 0 && codes[node] === OUTSIDE; node = tree.parent(node)) codes[node] = KEPT;
  }
  return codes;
}

function shows(page: PageText, codes: Uint8Array): boolean {
  for (let segment = 0; segment < page.segmentCount; segment++) {
    if (codes[page.segmentNode(segment)] !== KEPT) continue;
    if (page.text.slice(page.segmentStart(segment), page.segmentEnd(segment)).trim() !== '') return true;
  }
  return false;
}

function viewOf(tree: HtmlTree, whole: PageText, codes: Uint8Array): View {
  const taken: RemovedSpan[] = [];
  let before = KEPT;
  let from = 0;
  const close = (to: number): void => {
    const rule = TAKEN[before - 1]?.rule;
    const text = whole.text.slice(from, to);
    if (rule && text.trim() !== '') taken.push({ rule, from: from + text.search(/\S/), to: from + text.trimEnd().length });
  };
  for (let segment = 0; segment < whole.segmentCount; segment++) {
    const code = codes[whole.segmentNode(segment)] ?? KEPT;
    if (code === before) continue;
    if (segment > 0) close(whole.segmentEnd(segment - 1));
    before = code;
    from = whole.segmentStart(segment);
  }
  close(whole.text.length);
  return taken.length === 0 ? { page: whole, taken } : { page: readVisible(tree, codes), taken };
}

const isBlank = (page: PageText): boolean => page.text.trim() === '';

/** What a page shows of an element, white space collapsed. */
function printedIn(tree: HtmlTree, page: PageText, node: number): string {
  const first = firstSegmentFrom(page, node);
  let end = first;
  while (end < page.segmentCount && page.segmentNode(end) < tree.end(node)) end += 1;
  return first === end
    ? ''
    : page.text
        .slice(page.segmentStart(first), page.segmentEnd(end - 1))
        .replace(/\s+/g, ' ')
        .trim();
}

/** Segments stand in the order of their nodes. */
function firstSegmentFrom(page: PageText, node: number): number {
  let low = 0;
  let high = page.segmentCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (page.segmentNode(middle) < node) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** More is no title, date or name. */
const MAX_FIELD = 200;
/** Elements tried for one field. */
const MOST_TRIED = 20;

function firstPrinted(tree: HtmlTree, page: PageText, nodes: readonly number[], read: (text: string) => string | null) {
  for (const node of nodes.slice(0, MOST_TRIED)) {
    const text = printedIn(tree, page, node);
    const value = text === '' || text.length > MAX_FIELD ? null : read(text);
    if (value) return { node, value };
  }
  return null;
}

/** `作者：张三` prints a label and a name. */
const withoutLabel = (text: string): string => text.replace(/^[^:：]{1,8}[:：]\s*/, '');
