import { foldedTag } from '../query/tags.js';
import type { LeafNode, NearNode, PhraseNode, QueryNode, UnderNode } from '../query/query-node.js';
import { daySpanOf, yearOf } from './dating.js';
import type { FoldedText, Range } from './folded-text.js';
import { nearPlaces } from './near.js';
import { PhraseMatcher } from './phrase-matcher.js';
import type { SearchedSpeech } from './searched-speech.js';

export type Scope = readonly Range[] | null;

/** Whether a search with this query finds the speech. The meaning of the language in full; engines may take short cuts to the same answer. */
export function matches(speech: SearchedSpeech, node: QueryNode, scope: Scope = null): boolean {
  switch (node.kind) {
    case 'and': {
      const narrowed = scopeOf(speech, node.nodes, scope);
      if (narrowed?.length === 0) return false;
      return node.nodes.every((part) => part.kind === 'under' || matches(speech, part, narrowed));
    }
    case 'or':
      return node.nodes.some((part) => matches(speech, part, scope));
    case 'not':
      return !matches(speech, node.node);
    default:
      return leafMatches(speech, node, scope);
  }
}

/** What the `under` among the parts of a conjunction leave of the text; null is all of it. */
export function scopeOf(speech: SearchedSpeech, nodes: readonly QueryNode[], scope: Scope): Scope {
  const unders = nodes.filter((node): node is UnderNode => node.kind === 'under');
  return unders.reduce<Scope>((narrowed, { heading }) => speech.narrowed(narrowed, heading), scope);
}

export const isWithin = (scope: Scope) => {
  return ([from, to]: Range): boolean => scope === null || scope.some(([start, end]) => start <= from && to <= end);
};

function leafMatches(speech: SearchedSpeech, leaf: LeafNode, scope: Scope): boolean {
  const { entry } = speech;
  switch (leaf.kind) {
    case 'phrase':
    case 'near':
      return textMatches(speech, leaf, scope);
    case 'under':
      return speech.narrowed(scope, leaf.heading).length > 0;
    case 'years': {
      const year = yearOf(entry);
      return year !== null && (leaf.from === null || leaf.from <= year) && (leaf.to === null || year <= leaf.to);
    }
    case 'dates': {
      const span = daySpanOf(entry);
      return span !== null && (leaf.from === null || leaf.from <= span.last) && (leaf.to === null || span.first <= leaf.to);
    }
    default:
      return foldedTag(entry[leaf.kind]) === leaf.value;
  }
}

function textMatches(speech: SearchedSpeech, leaf: PhraseNode | NearNode, scope: Scope): boolean {
  if (leaf.field === 'title') return occursIn(speech.title, leaf, null);
  if (leaf.field === 'speaker') return occursIn(speech.speaker, leaf, null);
  if (leaf.field === 'heading') return speech.headings.some((heading) => occursIn(heading, leaf, null));
  return (scope === null && occursIn(speech.title, leaf, null)) || occursIn(speech.text, leaf, scope);
}

function occursIn(text: FoldedText, leaf: PhraseNode | NearNode, scope: Scope): boolean {
  if (leaf.kind === 'phrase') return new PhraseMatcher(leaf.parts).occurrences(text).some(isWithin(scope));
  const scopes = scope === null ? [null] : scope.map((range) => [range]);
  return scopes.some((one) => nearPlaces(text, leaf.phrases, leaf.distance, isWithin(one)).some(() => true));
}
