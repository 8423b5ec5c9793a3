import type { HtmlTree } from '../tree.js';
import type { Hint } from './hints.js';
import type { Line } from './lines.js';

/** What the page weighs below each node. */
export interface Masses {
  /** Weight of lines that read like running text and stand in no furniture. */
  readonly text: Float64Array;
  /** Weight of everything else, furniture counted less since it is known for what it is. */
  readonly noise: Float64Array;
}

/** How much a line reads like running text, from 0 to 1. */
export function likeness(line: Line): number {
  const plain = line.weight - line.linkWeight;
  if (line.linkWeight > line.weight / 2) return 0;
  if (plain >= 40 && (line.endsSentence || line.marks > 0)) return 1;
  if (plain >= 90) return 0.7;
  if (line.endsSentence && plain >= 12) return 0.5;
  return plain >= 16 ? 0.25 : 0.1;
}

/** `excluded` holds 1 for each line known to be furniture; `titleLine` is the line with the page's title or -1: text before it counts less. */
export function measureMasses(tree: HtmlTree, lines: readonly Line[], excluded: Uint8Array, titleLine: number): Masses {
  const text = new Float64Array(tree.size);
  const noise = new Float64Array(tree.size);
  for (const line of lines) {
    const like = likeness(line) * (line.index < titleLine ? 0.3 : 1);
    const mass = excluded[line.index] === 1 ? 0 : like * (line.weight - line.linkWeight);
    const rest = line.linkWeight + 0.5 * (line.weight - line.linkWeight - mass) + 8 * (1 - like);
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
export function chooseRegion(tree: HtmlTree, hints: readonly Hint[], masses: Masses): number {
  let best = 0;
  let bestScore = -1;
  for (let node = 0; node < tree.size; node++) {
    const text = masses.text[node] ?? 0;
    if (text <= 0 || tree.isText(node)) continue;
    const purity = text / (text + (masses.noise[node] ?? 0));
    const score = text * purity ** 2 * (hints[node] === 'main' ? 1.2 : 1);
    if (score >= bestScore) {
      best = node;
      bestScore = score;
    }
  }
  return best;
}

/** The element whose own paragraphs weigh most: where the body of the text stands. */
export function bodyContainer(tree: HtmlTree, lines: readonly Line[], excluded: Uint8Array, region: number): number {
  const masses = new Map<number, number>();
  for (const line of lines) {
    if (excluded[line.index] === 1 || !tree.contains(region, line.block)) continue;
    const container = line.block === region ? region : tree.parent(line.block);
    masses.set(container, (masses.get(container) ?? 0) + likeness(line) * line.weight);
  }
  let best = region;
  for (const [container, mass] of masses) if (mass > (masses.get(best) ?? 0)) best = container;
  return best;
}
