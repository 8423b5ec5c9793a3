import { fold, type Run, runsOf } from '#text';
import type { NearNode, PhraseNode, PhrasePart, QueryNode, TextField } from './query-node.js';
import { QuerySyntaxError } from './query-syntax-error.js';
import { slotAt } from './slots.js';

/** Quotation marks are never part of what is looked for, so that every leaf can be printed between them. */
const withoutQuotes = (text: string): string => text.replace(/["“”„「」『』]/g, ' ');

/**
 * A word as typed without quotes. Punctuation between two runs of Han text parts it into phrases that must all occur, anywhere; none when
 * there is nothing but punctuation.
 */
export function bareWord(text: string, field: TextField): QueryNode[] {
  return piecesOf(partsOf(withoutQuotes(text))).flatMap((parts) => phrase(parts, field));
}

/** A phrase in quotes: one leaf, or none when there is nothing but punctuation. */
export function quotedPhrase(text: string, field: TextField): QueryNode[] {
  return phrase(partsOf(withoutQuotes(text)), field);
}

/** Phrases parted by white space, within a distance of each other. One phrase alone is just that phrase. */
export function nearPhrases(text: string, distance: number, field: TextField, position: number): QueryNode[] {
  if (partsOf(text).some(({ kind }) => kind === 'slot')) {
    throw new QuerySyntaxError(
      'A placeholder cannot stand in a proximity search.',
      position,
      'Leave out the brackets, or the ~ and its number.',
    );
  }
  const phrases = [
    ...new Set(
      withoutQuotes(text)
        .split(/\s+/)
        .map((words) => trimmed(words)),
    ),
  ].filter((words) => words !== '');
  const [only, second] = phrases;
  if (only === undefined) return [];
  if (second === undefined) return quotedPhrase(only, field);
  return [{ kind: 'near', field, phrases, distance } satisfies NearNode];
}

/** `under:` with this value, white space at its ends left out; none when it is empty. */
export function underHeading(text: string): QueryNode[] {
  const heading = withoutQuotes(text).replace(/\s+/g, ' ').trim();
  return heading === '' ? [] : [{ kind: 'under', heading }];
}

function partsOf(text: string): PhrasePart[] {
  const parts: PhrasePart[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const slot = slotAt(text, at);
    if (!slot) continue;
    if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) });
    parts.push({ kind: 'slot', slot: slot.slot });
    from = slot.end;
    at = slot.end - 1;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

/** Parts grouped into phrases: a text part is cut wherever separators stand between two of its Han runs. */
function piecesOf(parts: readonly PhrasePart[]): PhrasePart[][] {
  const pieces: PhrasePart[][] = [[]];
  for (const part of parts) {
    const texts = part.kind === 'text' ? cutBetweenHan(part.text) : [];
    if (texts.length === 0) pieces.at(-1)?.push(part);
    for (const [index, text] of texts.entries()) {
      if (index > 0) pieces.push([]);
      pieces.at(-1)?.push({ kind: 'text', text });
    }
  }
  return pieces;
}

function cutBetweenHan(text: string): string[] {
  const cuts: number[] = [];
  let before: Run | null = null;
  for (const run of runsOf(fold(text))) {
    if (before?.kind === 'cjk' && run.kind === 'cjk') cuts.push(run.start);
    before = run;
  }
  return [0, ...cuts].map((from, index) => text.slice(from, cuts[index]));
}

/** Slots alone are a phrase as well; separators at the ends are left out, those beside a slot are kept. */
function phrase(parts: readonly PhrasePart[], field: TextField): PhraseNode[] {
  const kept = parts.flatMap((part, index): PhrasePart[] => {
    if (part.kind === 'slot') return [part];
    const text = trimmed(part.text, index === 0, index === parts.length - 1);
    return text === '' ? [] : [{ kind: 'text', text }];
  });
  return kept.length === 0 ? [] : [{ kind: 'phrase', field, parts: kept }];
}

/** The text without the separators at these of its ends; a text of separators alone is empty when it stands at an end. */
function trimmed(text: string, start = true, end = true): string {
  const runs = [...runsOf(fold(text))];
  const first = runs.at(0);
  const last = runs.at(-1);
  if (!first || !last) return start || end ? '' : text;
  return text.slice(start ? first.start : 0, end ? last.start + last.text.length : text.length);
}
