import { characterForms, looseForms, type PhraseForm, phraseForms, prefixForm } from '../tokens/phrase-forms.js';

export interface Match {
  /** An expression of the full-text engine, made of our own tokens only. */
  readonly expression: string;
  /** Whether it finds exactly the phrase; else it finds more. */
  readonly exact: boolean;
}

/** The expression that finds a phrase inside one column; null when there is nothing but separators. */
export function phraseMatch(text: string): Match | null {
  const found = phraseForms(text);
  return found && { expression: or(found.forms.map(allIn)), exact: found.exact };
}

/** Finds texts with all Han runs of these, whatever stands between them; null when there is none. */
export function looseMatch(texts: readonly string[]): string | null {
  const forms = looseForms(texts);
  return forms && allIn(forms);
}

/** Finds titles and headings in which the last word is not complete yet. */
export function prefixMatch(text: string): string | null {
  const form = prefixForm(text);
  return form && expressionOf(form);
}

/** Finds texts that have each of these characters somewhere. */
export const charactersMatch = (characters: readonly string[]): string => allIn(characterForms(characters));

export const and = (expressions: readonly string[]): string =>
  expressions.length === 1 ? `${expressions[0]}` : `(${expressions.join(' AND ')})`;
export const or = (expressions: readonly string[]): string =>
  expressions.length === 1 ? `${expressions[0]}` : `(${expressions.join(' OR ')})`;

const allIn = (forms: readonly PhraseForm[]): string => and(forms.map(expressionOf));
const expressionOf = ({ tokens, open }: PhraseForm): string => `"${tokens.join(' ')}"${open ? '*' : ''}`;
