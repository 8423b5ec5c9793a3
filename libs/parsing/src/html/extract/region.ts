import { tagOf } from '../tags.js';
import type { HtmlTree } from '../tree.js';
import type { Line } from './lines.js';

/** A paragraph is part of a text, not the place of one. */
const TEXT_BLOCKS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'li'].map(tagOf));

/** A table of data is seldom the whole of a text: what stands around it joins it more easily. */
const TABLE_PARTS = new Set(['table', 'tbody', 'thead', 'tr'].map(tagOf));

/** The linked line of a menu is shorter. */
const MIN_ENTRY = 20;

/** Less running text than this does not move the borders of a region. */
const MIN_WIDENING = 60;

/** What the page weighs below each node. */
export interface Masses {
  /** Weight of lines that read like running text and stand in no furniture. */
  readonly text: Float64Array;
  /** Weight of everything else, furniture counted less since it is known for what it is. */
  readonly noise: Float64Array;
}

/** How much a line reads like running text, from 0 to 1. Lines that share a block, parted by line breaks, are read as one. */
export function likeness(line: Line): number {
  if (line.linkWeight > line.weight / 2) return 0;
  return Math.max(ownLikeness(line), line.weight < line.blockWeight && line.blockWeight >= 150 ? 0.7 : 0);
}

function ownLikeness(line: Line): number {
  const plain = line.weight - line.linkWeight;
  if (plain >= 40 && (line.endsSentence || line.marks > 0)) return 1;
  if (plain >= 90) return 0.7;
  if (line.endsSentence && plain >= 12) return 0.8;
  return plain >= 16 ? 0.25 : 0.1;
}

/** `excluded` holds 1 for each line known to be furniture; `titleLine` is the line with the page's title or -1: text before it counts less. With `linksCount` linked lines longer than those of a menu are text as well, as in a list of entries. */
export function measureMasses(
  tree: HtmlTree,
  lines: readonly Line[],
  excluded: Uint8Array,
  titleLine: number,
  linksCount: boolean,
): Masses {
  const text = new Float64Array(tree.size);
  const noise = new Float64Array(tree.size);
  for (const line of lines) {
    const isEntry = linksCount && line.linkWeight > MIN_ENTRY;
    const like = (isEntry ? 0.5 : likeness(line)) * (line.index < titleLine ? 0.1 : 1);
    const mass = excluded[line.index] === 1 ? 0 : like * (isEntry ? line.weight : line.weight - line.linkWeight);
    const rest =
      line.linkWeight +
      (line.index < titleLine ? 1 : 0.5) * (line.weight - line.linkWeight - mass) +
      (line.linkWeight > 0 ? 8 : 3) * (1 - like);
    text[line.block] = (text[line.block] ?? 0) + mass;
    noise[line.block] = (noise[line.block] ?? 0) + (excluded[line.index] === 1 ? 0.2 : 1) * rest;
  }
  for (let node = tree.size - 1; node > 0; node--) {
    const parent = tree.parent(node);
    text[parent] = (text[parent] ?? 0) + (text[node] ?? 0);
    noise[parent] = (noise[parent] ?? 0) + (noise[node] ?? 0);
  }
  return { text, noise };
}

/** The element that holds most running text with least beside it. */
export function chooseRegion(tree: HtmlTree, masses: Masses): number {
  let best = 0;
  let bestScore = -1;
  for (let node = 0; node < tree.size; node++) {
    const text = masses.text[node] ?? 0;
    if (text <= 0 || tree.isText(node)) continue;
    const purity = text / (text + (masses.noise[node] ?? 0));
    const score = text * purity ** 1.5;
    if (score >= bestScore) {
      best = node;
      bestScore = score;
    }
  }
  return best;
}

/** Takes in what stands around the region as long as that is mostly running text itself. */
export function widenRegion(tree: HtmlTree, masses: Masses, region: number): number {
  let widest = TEXT_BLOCKS.has(tree.tag(region)) ? tree.parent(region) : region;
  for (let node = widest; node > 0; node = tree.parent(node)) {
    const text = (masses.text[node] ?? 0) - (masses.text[widest] ?? 0);
    const noise = (masses.noise[node] ?? 0) - (masses.noise[widest] ?? 0);
    if (text > MIN_WIDENING && text > neededPurity(tree, widest, text / (masses.text[widest] ?? 1)) * noise) widest = node;
  }
  return widest;
}

/** How many times its noise the text around a region must weigh to join it; less when there is half as much of it as inside, or more. */
function neededPurity(tree: HtmlTree, region: number, gain: number): number {
  if (TABLE_PARTS.has(tree.tag(region))) return 1;
  return gain > 0.5 ? 1.3 : 4;
}

/** The innermost element that holds most of the region's running text. */
export function bodyContainer(tree: HtmlTree, masses: Masses, region: number): number {
  let body = region;
  for (let node = region; node < tree.end(region); node++) {
    if (!tree.isText(node) && (masses.text[node] ?? 0) >= 0.65 * (masses.text[region] ?? 0)) body = node;
  }
  return body;
}

/** For each node inside an element the child of the element that it is or stands in; 0 for the others. */
export function wrappersIn(tree: HtmlTree, element: number): Int32Array {
  const wrappers = new Int32Array(tree.size);
  for (let node = element + 1; node < tree.end(element); node++) {
    const parent = tree.parent(node);
    wrappers[node] = parent === element ? node : (wrappers[parent] ?? 0);
  }
  return wrappers;
}
