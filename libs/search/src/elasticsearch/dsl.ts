import type { estypes } from '@elastic/elasticsearch';
import type { PhraseForm, PhraseForms } from '../tokens/phrase-forms.js';
import type { TokenField } from './mapping.js';

export type Dsl = estypes.QueryDslQueryContainer;

/** Beginnings that a phrase with an open end may go on with; far more than there are characters behind any other. */
const MAX_EXPANSIONS = 10_000;

export const everything: Dsl = { match_all: {} };
const nothing: Dsl = { match_none: {} };

/** All of them; none holds always. Scores add up. */
export function allOf(parts: readonly Dsl[]): Dsl {
  const [only, second] = parts;
  return second ? { bool: { must: [...parts] } } : (only ?? everything);
}

/** At least one of them; none holds never. Scores add up. */
export function oneOf(parts: readonly Dsl[]): Dsl {
  const [only, second] = parts;
  return second ? { bool: { should: [...parts], minimum_should_match: 1 } } : (only ?? nothing);
}

/** Holds without counting for the rank. */
export const unscored = (part: Dsl): Dsl => ({ bool: { filter: [part] } });

export const noneOf = (parts: readonly Dsl[]): Dsl => ({ bool: { must_not: [...parts] } });

/** A phrase in at least one of the fields. */
export function phraseIn(fields: readonly TokenField[], { forms }: Pick<PhraseForms, 'forms'>): Dsl {
  return oneOf(forms.map((all) => allOf(all.map((form) => oneOf(fields.map((field) => formIn(field, form)))))));
}

export const formsIn = (fields: readonly TokenField[], forms: readonly PhraseForm[]): Dsl => phraseIn(fields, { forms: [forms] });

/** Titles count three times, as in the embedded engine. */
const BOOSTS: Readonly<Partial<Record<TokenField, number>>> = { title: 3 };

function formIn(field: TokenField, { tokens, open }: PhraseForm): Dsl {
  const boost = BOOSTS[field] ?? 1;
  const [only, second] = tokens;
  const query = tokens.join(' ');
  if (only !== undefined && second === undefined) {
    return open ? { prefix: { [field]: { value: only, boost } } } : { term: { [field]: { value: only, boost } } };
  }
  if (open) return { match_phrase_prefix: { [field]: { query, max_expansions: MAX_EXPANSIONS, boost } } };
  return { match_phrase: { [field]: { query, boost } } };
}
