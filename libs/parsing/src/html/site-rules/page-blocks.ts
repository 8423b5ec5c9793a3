import { TAG, tagOf } from '../tags.js';
import type { HtmlTree } from '../tree.js';
import type { KeptText } from './kept-text.js';
import { classNames, isStableName } from './stable-names.js';

/** Elements without a name of their own that are named by the one around them; a paragraph is never meant by where it stands. */
const NAMELESS = new Set(
  ['div', 'section', 'aside', 'ul', 'ol', 'dl', 'table', 'footer', 'header', 'nav', 'form', 'figure', 'address'].map(tagOf),
);
const NEVER = new Set(['html', 'body', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(tagOf));

/** Shorter pieces say nothing. */
const MIN_PIECE = 2;

/** What stands in some part of a page, in UTF-16 units of kept text. */
export interface Measure {
  readonly characters: number;
  /** In pieces that other pages have as well. */
  readonly repeated: number;
  /** In pieces that only this page has, links aside. */
  readonly own: number;
  readonly linked: number;
  readonly authored: number;
}

const NOTHING: Measure = { characters: 0, repeated: 0, own: 0, linked: 0, authored: 0 };
const combined = (a: Measure, b: Measure, sign: 1 | -1): Measure => ({
  characters: a.characters + sign * b.characters,
  repeated: a.repeated + sign * b.repeated,
  own: a.own + sign * b.own,
  linked: a.linked + sign * b.linked,
  authored: a.authored + sign * b.authored,
});

/** An element by its kept text nodes: the place of the first among all of the page, and the one behind the last. */
export type Place = readonly [from: number, to: number];

/** The kept text of one text node. */
interface Kept {
  readonly text: string;
  readonly isLinked: boolean;
  readonly isAuthored: boolean;
}

/** The elements of a page that keep text, by the selectors that name them. Holds on to nothing but that text. */
export class PageBlocks {
  private readonly texts: readonly Kept[];
  private readonly places: ReadonlyMap<string, readonly Place[]>;
  /** Pieces of kept text and how long each is. */
  readonly pieces: ReadonlyMap<string, number>;

  constructor({ tree, texts, authored }: KeptText) {
    const nodes = [...texts.keys()].sort((a, b) => a - b);
    this.texts = nodes.map((node) => ({ text: texts.get(node) ?? '', isLinked: tree.isLinked(node), isAuthored: authored.has(node) }));
    this.pieces = new Map(this.texts.flatMap(({ text }) => piecesOf(text)).map((piece) => [piece, piece.length]));
    this.places = placesIn(tree, nodes);
  }

  selectors(): Iterable<string> {
    return this.places.keys();
  }

  placesOf(selector: string): readonly Place[] {
    return this.places.get(selector) ?? [];
  }

  textOf(selector: string): string {
    return this.placesOf(selector)
      .flatMap(([from, to]) => this.texts.slice(from, to))
      .map(({ text }) => text)
      .join(' ');
  }

  /** Share of the text that another page has as well, by its pieces. */
  sharedWith(other: PageBlocks): number {
    let [shared, all] = [0, 0];
    for (const [piece, length] of this.pieces) {
      all += length;
      if (other.pieces.has(piece)) shared += length;
    }
    return all === 0 ? 1 : shared / all;
  }

  /** How to measure this page once it is known which pieces pages repeat. Each measure takes as long as the selector has elements. */
  measured(repeated: ReadonlySet<string>): { readonly whole: Measure; of(selector: string): Measure } {
    const upTo = [NOTHING];
    for (const kept of this.texts) upTo.push(combined(upTo.at(-1) ?? NOTHING, measureText(kept, repeated), 1));
    const before = (place: number): Measure => upTo[place] ?? NOTHING;
    const of = (selector: string): Measure =>
      this.placesOf(selector).reduce((sum, [from, to]) => combined(sum, combined(before(to), before(from), -1), 1), NOTHING);
    return { whole: upTo.at(-1) ?? NOTHING, of };
  }
}

function measureText({ text, isLinked, isAuthored }: Kept, repeatedPieces: ReadonlySet<string>): Measure {
  let [repeated, own] = [0, 0];
  for (const piece of piecesOf(text)) {
    if (repeatedPieces.has(piece)) repeated += piece.length;
    else if (!isLinked) own += piece.length;
  }
  const characters = text.length;
  return { characters, repeated, own, linked: isLinked ? characters : 0, authored: isAuthored ? characters : 0 };
}

/** Elements inside another one of the same selector are not counted again. `nodes` are the kept text nodes in their order. */
function placesIn(tree: HtmlTree, nodes: readonly number[]): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (let node = 1; node < tree.size; node++) {
    if (tree.isText(node) || NEVER.has(tree.tag(node))) continue;
    const [from, to] = [firstFrom(nodes, node), firstFrom(nodes, tree.end(node))];
    if (from === to) continue;
    for (const selector of selectorsOf(tree, node)) {
      const known = places.get(selector);
      if (!known) places.set(selector, [[from, to]]);
      else if ((known.at(-1)?.[1] ?? 0) <= from) known.push([from, to]);
    }
  }
  return places;
}

/** Place of the first node at or behind another. */
function firstFrom(nodes: readonly number[], node: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] ?? 0) < node) low = middle + 1;
    else high = middle;
  }
  return low;
}

function selectorsOf(tree: HtmlTree, node: number): string[] {
  const names = namesOf(tree, node);
  if (names.length > 0) return names;
  const parent = tree.parent(node);
  if (!NAMELESS.has(tree.tag(node)) || tree.tag(parent) === TAG.body) return [];
  return namesOf(tree, parent).map((name) => `${name} > ${tree.name(node)}`);
}

function namesOf(tree: HtmlTree, node: number): string[] {
  if (!tree.hasAttributes(node)) return [];
  const id = tree.attribute(node, 'id');
  const classes = classNames(tree.attribute(node, 'class') ?? '').map((name) => `.${name}`);
  return id !== null && isStableName(id) ? [`#${id}`, ...classes] : classes;
}

/** Text between labels and breaks, whatever numbers stand in it. */
const piecesOf = (text: string): string[] =>
  text
    .split(/[:：|｜\n\t]/)
    .map((piece) => piece.replace(/\d+/g, '0').replace(/\s+/g, ' ').trim())
    .filter((piece) => piece.length >= MIN_PIECE);
