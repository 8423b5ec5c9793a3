import type { RedactionKind } from '#domain';
import { fold, runsOf } from '#text';
import type { PhrasePart } from '../query/query-node.js';
import type { FoldedText, Range } from './folded-text.js';
import { PLACEHOLDERS, redactionEnds } from './placeholders.js';

/** `loose` before a step: any separators, also none, may stand there. `joined` at a side of a word: a placeholder is glued to it. */
type Step = { readonly loose: boolean } & (
  | { readonly kind: 'cjk'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string; readonly joinedBefore: boolean; readonly joinedAfter: boolean }
  | { readonly kind: 'slot'; readonly slot: RedactionKind; readonly blank: boolean }
);

/** Finds a phrase in folded text by the rules that the engines follow. */
export class PhraseMatcher {
  private readonly steps: readonly Step[];

  constructor(parts: readonly PhrasePart[]) {
    this.steps = stepsOf(parts);
  }

  /** Every place where the phrase stands, in order of its beginning; overlapping ones as well. Time grows with text times phrase length. */
  *occurrences(text: FoldedText): Generator<Range> {
    for (const start of this.beginnings(text.folded)) {
      const end = this.endFrom(text, start);
      if (end !== null && end > start) yield [start, end];
    }
  }

  private *beginnings(folded: string): Generator<number> {
    const first = this.steps[0];
    if (!first) return;
    if (first.kind === 'slot') for (const { index } of folded.matchAll(PLACEHOLDERS)) yield index;
    else for (let at = folded.indexOf(first.text); at >= 0; at = folded.indexOf(first.text, at + 1)) yield at;
  }

  /** Follows all readings of the slots at once, so that their number does not multiply; the longest wins. */
  private endFrom(text: FoldedText, start: number): number | null {
    const [only, second] = this.steps;
    if (only?.kind === 'cjk' && !second) return start + only.text.length;
    let places = [start];
    for (const step of this.steps) {
      places = [...new Set(places.flatMap((at) => endsOf(step, text, at)))];
      if (places.length === 0) return null;
    }
    return Math.max(...places);
  }
}

function endsOf(step: Step, text: FoldedText, at: number): number[] {
  const behind = step.loose ? text.behindSeparators(at) : at;
  if (step.kind === 'slot') {
    const from = behind === at ? [at] : [at, behind];
    return from.flatMap((place) => redactionEnds(text.folded, place, step.slot, step.blank));
  }
  if (!text.folded.startsWith(step.text, behind)) return [];
  const end = behind + step.text.length;
  if (step.kind === 'word' && !(step.joinedBefore || text.wordBeginsAt(behind))) return [];
  if (step.kind === 'word' && !(step.joinedAfter || text.wordEndsAt(end))) return [];
  return [end];
}

function stepsOf(parts: readonly PhrasePart[]): Step[] {
  return parts.flatMap((part, index) => {
    const [before, after] = [parts[index - 1], parts[index + 1]];
    if (part.kind === 'text') return textSteps(part.text, before?.kind === 'slot', after?.kind === 'slot');
    const blank = before?.kind === 'text' && (after?.kind === 'text' || part.slot !== 'number');
    return [{ kind: 'slot' as const, slot: part.slot, blank, loose: endsLoosely(before) }];
  });
}

/** Separators typed between words and a slot may also stand in the text there. */
function endsLoosely(part: PhrasePart | undefined): boolean {
  if (part?.kind !== 'text') return false;
  const last = [...runsOf(fold(part.text))].at(-1);
  return !last || last.start + last.text.length < part.text.length;
}

function textSteps(text: string, slotBefore: boolean, slotAfter: boolean): Step[] {
  const runs = [...runsOf(fold(text))];
  return runs.map((run, index): Step => {
    const before = runs[index - 1];
    const loose = before ? true : slotBefore && run.start > 0;
    if (run.kind === 'cjk') return { kind: 'cjk', text: run.text, loose };
    const joinedBefore = slotBefore && index === 0 && run.start === 0;
    const joinedAfter = slotAfter && index === runs.length - 1 && run.start + run.text.length === text.length;
    return { kind: 'word', text: run.text, loose, joinedBefore, joinedAfter };
  });
}
