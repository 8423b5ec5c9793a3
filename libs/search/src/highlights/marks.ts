import type { FoldedText, Range } from '../matching/folded-text.js';
import { isWithin, type Scope, scopeOf } from '../matching/matches.js';
import { nearPlaces } from '../matching/near.js';
import { PhraseMatcher } from '../matching/phrase-matcher.js';
import type { SearchedSpeech } from '../matching/searched-speech.js';
import { headingKey } from '../matching/sections.js';
import type { NearNode, PhraseNode, QueryNode, UnderNode } from '../query/query-node.js';

/** A place that answers the query; `term` tells the terms apart. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly term: number;
}

export interface Marks {
  readonly title: readonly Mark[];
  readonly text: readonly Mark[];
}

/** Of one term more places than this are not needed for a few passages. */
const PLACES_PER_TERM = 500;

/** Every place in title and text that a term of the query found; negated terms have none. In order, overlaps of one term merged. */
export function marksOf(speech: SearchedSpeech, query: QueryNode): Marks {
  const title: Mark[] = [];
  const text: Mark[] = [];
  for (const [term, { leaf, scope }] of leavesOf(speech, query, null).entries()) {
    const add = (marks: Mark[], ranges: Iterable<Range>) => marks.push(...merged(ranges).map(([from, to]) => ({ from, to, term })));
    if (leaf.kind === 'under') add(text, headingRanges(speech, leaf));
    else if (leaf.field === 'heading') add(text, rangesIn(speech.text, leaf, headingScope(speech)));
    else if (leaf.field !== 'speaker') {
      if (scope === null) add(title, rangesIn(speech.title, leaf, null));
      if (leaf.field === 'any') add(text, rangesIn(speech.text, leaf, scope));
    }
  }
  const inOrder = (marks: Mark[]) => marks.sort((a, b) => a.from - b.from || b.to - a.to);
  return { title: inOrder(title), text: inOrder(text) };
}

interface ScopedLeaf {
  readonly leaf: PhraseNode | NearNode | UnderNode;
  readonly scope: Scope;
}

function leavesOf(speech: SearchedSpeech, node: QueryNode, scope: Scope): ScopedLeaf[] {
  if (node.kind === 'and') {
    const narrowed = scopeOf(speech, node.nodes, scope);
    return node.nodes.flatMap((part) => leavesOf(speech, part, narrowed));
  }
  if (node.kind === 'or') return node.nodes.flatMap((part) => leavesOf(speech, part, scope));
  if (node.kind !== 'phrase' && node.kind !== 'near' && node.kind !== 'under') return [];
  return [{ leaf: node, scope: node.kind !== 'under' && node.field === 'any' ? scope : null }];
}

function* rangesIn(text: FoldedText, leaf: PhraseNode | NearNode, scope: Scope): Generator<Range> {
  if (leaf.kind === 'phrase') yield* new PhraseMatcher(leaf.parts).occurrences(text).filter(isWithin(scope)).take(PLACES_PER_TERM);
  else for (const place of nearPlaces(text, leaf.phrases, leaf.distance, isWithin(scope)).take(PLACES_PER_TERM)) yield* place;
}

const headingScope = ({ entry }: SearchedSpeech): Range[] =>
  entry.outline.map(({ start, marker, text }) => [start, start + marker.length + text.length]);

/** The headings that an `under` names, where they stand in the text as the outline says. */
function headingRanges({ entry }: SearchedSpeech, { heading }: UnderNode): Range[] {
  const key = headingKey(heading);
  return entry.outline.flatMap(({ marker, text, start }): Range[] => {
    const words = marker + text;
    return headingKey(words).includes(key) && entry.text.startsWith(words, start) ? [[start, start + words.length]] : [];
  });
}

function merged(ranges: Iterable<Range>): Range[] {
  const apart: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}
