import { TAG } from '../tags.js';
import type { HtmlTree } from '../tree.js';
import type { Hint, Hints } from './hints.js';
import type { Line } from './lines.js';
import { likeness } from './region.js';

/** Hints whose elements are left out of the text; their places are the codes in the marks. */
export const FURNITURE: readonly Hint[] = [
  'none',
  'navigation',
  'footer',
  'comments',
  'related',
  'share',
  'byline',
  'caption',
  'picture',
  'gallery',
  'promotion',
  'notice',
  'hidden',
];

/** A byline says who and when; more than this is a text of its own. */
const MAX_BYLINE = 600;
/** The same for what stands in the box of a picture. */
const MAX_CAPTION = 200;
/** The lead of a text is often named a teaser: so much running text without a link leads nowhere else. */
const MIN_LEAD = 70;
/** So much running text in an element whose names speak of content as well is content. */
const MIN_DOUBTED = 200;
/** Pictures with texts of their own are beside an article of so much running text, and are the work itself where there is less. */
const MIN_BESIDE_GALLERY = 500;

/** The share of the page's running text up to which an element of a name is furniture. */
const MAX_SHARE: Readonly<Record<Hint, number>> = {
  none: 0,
  main: 0,
  navigation: 0.8,
  footer: 0.95,
  comments: 0.8,
  related: 0.7,
  share: 0.3,
  byline: 0.3,
  caption: 0.3,
  picture: 0.3,
  gallery: 0.9,
  promotion: 0.3,
  notice: 0.6,
  hidden: 0.3,
};

/**
 * Marks every node at or below an element that is named as furniture with the code of its hint. An element that holds nearly all of the
 * page's running text, or the page's title and much text, is not furniture whatever its name is.
 */
export function markFurniture(tree: HtmlTree, hints: Hints, lines: readonly Line[], titleLine: number): Uint8Array {
  const masses = runningText(tree, lines);
  const titleBlock = lines[titleLine]?.block ?? 0;
  const marks = new Uint8Array(tree.size);
  for (let node = 1; node < tree.size; node++) {
    const hint = hints.of[node] ?? 'none';
    const code = FURNITURE.indexOf(hint);
    if (code <= 0) continue;
    const share = (masses[node] ?? 0) / Math.max(1, masses[0] ?? 1);
    if (hint === 'byline' && (masses[node] ?? 0) > MAX_BYLINE) continue;
    if (hints.doubted[node] === 1 && hint === 'navigation' && (masses[node] ?? 0) >= MIN_DOUBTED) continue;
    if (share > (hints.doubted[node] === 1 && hint !== 'comments' ? 0.25 : MAX_SHARE[hint])) continue;
    if (share > 0.3 && tree.contains(node, titleBlock)) continue;
    if (hint === 'gallery' && (masses[0] ?? 0) - (masses[node] ?? 0) < MIN_BESIDE_GALLERY) continue;
    if (hint === 'picture' && ((masses[node] ?? 0) > MAX_CAPTION || !holds(tree, node, TAG.img))) continue;
    if (hint === 'related' && (masses[node] ?? 0) >= MIN_LEAD && !holds(tree, node, TAG.a)) continue;
    if (hint === 'share' && holds(tree, node, TAG.blockquote)) continue;
    marks.fill(code, node, tree.end(node));
    node = tree.end(node) - 1;
  }
  return marks;
}

/** A post quoted from elsewhere stands in a box named like a row of share buttons. */
function holds(tree: HtmlTree, element: number, tag: number): boolean {
  for (let node = element; node < tree.end(element); node++) if (tree.tag(node) === tag) return true;
  return false;
}

/** Weight of running text below each node. */
export function runningText(tree: HtmlTree, lines: readonly Line[]): Float64Array {
  const masses = new Float64Array(tree.size);
  for (const line of lines) masses[line.block] = (masses[line.block] ?? 0) + likeness(line) * (line.weight - line.linkWeight);
  for (let node = tree.size - 1; node > 0; node--) masses[tree.parent(node)] = (masses[tree.parent(node)] ?? 0) + (masses[node] ?? 0);
  return masses;
}
