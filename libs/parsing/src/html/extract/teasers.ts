import { TAG } from '../tags.js';
import type { HtmlTree } from '../tree.js';
import { runningText } from './furniture.js';
import type { Line } from './lines.js';
import type { LinkTargets } from './links.js';
import type { Surroundings } from './surroundings.js';

/** A teaser says less than this; a longer one is a section of the text. */
const MAX_TEASER = 700;
const MIN_TEASERS = 3;
/** A shorter link is a name or a label; what stands below it is a text of its own once it says more than this. */
const MIN_HEADLINE = 16;
const MAX_UNTITLED = 120;
/** The share of an article's running text that other works inside it hold at most. */
const MAX_NESTED = 0.6;
/** Classes are compared up to here. */
const MAX_CLASS = 200;

/**
 * Marks other works: articles inside the article that holds the title or, when the title stands in one, beside it. An article that
 * holds most of the page's text is not another work.
 */
export function markOtherArticles(around: Surroundings, lines: readonly Line[], titleLine: number, marks: Uint8Array): void {
  const { tree } = around;
  const masses = runningText(tree, lines);
  const own = around.closest(lines[titleLine]?.block ?? 0, TAG.article);
  const others = new Map<number, number[]>();
  for (let node = 1; node < tree.size; node++) {
    if (tree.tag(node) !== TAG.article || tree.contains(node, own) || (masses[node] ?? 0) > 0.3 * (masses[0] ?? 0)) continue;
    const outer = around.closest(tree.parent(node), TAG.article);
    if (own === 0 && outer === 0) continue;
    const inner = others.get(outer);
    if (inner) inner.push(node);
    else others.set(outer, [node]);
    node = tree.end(node) - 1;
  }
  for (const [outer, inner] of others) {
    const mass = inner.reduce((sum, node) => sum + (masses[node] ?? 0), 0);
    // The body of the article around it, as each post of a discussion has one, or its sections.
    if (outer > 0 && (own === 0 || tree.contains(outer, own)) && mass > MAX_NESTED * (masses[outer] ?? 0)) continue;
    for (const node of inner) marks.fill(1, node, tree.end(node));
  }
}

/**
 * Finds rows of teasers: three or more like elements side by side, each of little text and led by a linked line. A post under its author's
 * name is none: no link in it is as long as a headline. Returns 1 for each node at or below one.
 */
export function markTeasers(tree: HtmlTree, lines: readonly Line[], links: LinkTargets): Uint8Array {
  const marks = new Uint8Array(tree.size);
  const { first, weights, headlines } = summarise(tree, lines);
  const isTitled = (item: number): boolean => (headlines[item] ?? 0) >= MIN_HEADLINE || (weights[item] ?? 0) < MAX_UNTITLED;
  for (let node = 0; node < tree.size; node++) {
    if (tree.isText(node) || (weights[node] ?? 0) < 60) continue;
    for (const row of rowsOf(tree, node)) {
      if (row.length < MIN_TEASERS) continue;
      const shown = row.filter((item) => (weights[item] ?? 0) > 0);
      const teasers = shown.filter((item) => (weights[item] ?? 0) < MAX_TEASER && isTitled(item) && isLed(lines[first[item] ?? -1], links));
      if (teasers.length < MIN_TEASERS || teasers.length < 0.75 * shown.length) continue;
      for (const item of teasers) marks.fill(1, item, tree.end(item));
    }
  }
  return marks;
}

/** Whether a line is all link and leads to another page of the site. */
const isLed = (line: Line | undefined, links: LinkTargets): boolean =>
  line !== undefined && line.linkWeight > 0.8 * line.weight && !links.leadElsewhere(line);

interface Summary {
  readonly first: Int32Array;
  readonly weights: Float64Array;
  readonly headlines: Float64Array;
}

/** First line, weight of text and weight of the longest link line below each node. */
function summarise(tree: HtmlTree, lines: readonly Line[]): Summary {
  const first = new Int32Array(tree.size).fill(-1);
  const weights = new Float64Array(tree.size);
  const headlines = new Float64Array(tree.size);
  for (const line of lines.toReversed()) {
    first[line.block] = line.index;
    weights[line.block] = (weights[line.block] ?? 0) + line.weight;
    headlines[line.block] = Math.max(headlines[line.block] ?? 0, line.linkWeight);
  }
  for (let node = tree.size - 1; node > 0; node--) {
    const parent = tree.parent(node);
    const own = first[node] ?? -1;
    const above = first[parent] ?? -1;
    if (own >= 0 && (above < 0 || own < above)) first[parent] = own;
    weights[parent] = (weights[parent] ?? 0) + (weights[node] ?? 0);
    headlines[parent] = Math.max(headlines[parent] ?? 0, headlines[node] ?? 0);
  }
  return { first, weights, headlines };
}

/** The children of a node by tag and class; none where they are too few for a row of teasers. */
function rowsOf(tree: HtmlTree, node: number): Iterable<number[]> {
  const children = [...tree.children(node)].filter((child) => !tree.isText(child));
  if (children.length < MIN_TEASERS) return [];
  const rows = new Map<string, number[]>();
  for (const child of children) {
    const key = `${tree.name(child)}.${(tree.attribute(child, 'class') ?? '').slice(0, MAX_CLASS)}`;
    const row = rows.get(key);
    if (row) row.push(child);
    else rows.set(key, [child]);
  }
  return rows.values();
}
