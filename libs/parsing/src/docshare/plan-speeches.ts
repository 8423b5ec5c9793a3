import type { SpeechKind } from '#domain';
import type { JoinedText } from '../page/joined-text.js';
import type { PlannedRemoval, PlannedSpeech } from '../page/plan.js';
import { kindOfTitle } from '../structure/about.js';
import { type Part, splitWorks } from '../structure/compilation.js';
import { withoutCount } from '../structure/part-labels.js';
import { lineBlocks } from '../structure/line-blocks.js';
import { firstWords } from '../structure/titles.js';
import { findContents } from './contents.js';
import { pageText } from './page-text.js';

export interface PlannedWorks {
  readonly speeches: readonly PlannedSpeech[];
  /** Offsets in the visible text. */
  readonly removals: readonly PlannedRemoval[];
  /** The file's title as it stands in front of several works, or null. */
  readonly documentTitle: string | null;
}

/** Tells the works of a body apart and names them. */
export function planSpeeches(printed: JoinedText, title: string | null, lostStart: boolean): PlannedWorks {
  const contents = findContents(pageText(printed.text).folded, pageText(title ?? '').folded);
  const body = contents ? printed.without([contents]) : printed;
  const { folded } = pageText(body.text);
  const { documentTitle, parts } = splitWorks(folded, pageText(title ?? '').folded, contents?.entries ?? []);
  const speeches = parts.map((part, index) => planPart(body, part, index, parts.length, title, lostStart));
  const removals = [
    ...(contents ? printed.origin(contents.from, contents.to).map((span) => ({ rule: 'table-of-contents', ...span })) : []),
    ...(documentTitle ? body.origin(documentTitle.from, documentTitle.to).map((span) => ({ rule: 'document-title', ...span })) : []),
  ];
  return { speeches, removals, documentTitle: documentTitle ? body.text.slice(documentTitle.from, documentTitle.to).trim() : null };
}

function planPart(
  body: JoinedText,
  { from, to, titleLength, titleFrom, confidence }: Part,
  index: number,
  count: number,
  documentTitle: string | null,
  lostStart: boolean,
): PlannedSpeech {
  const span = trimSpan(body.text, from, to);
  const text = body.pick([span]);
  const titleEnd = Math.max(0, from + titleLength - span.from);
  const own = body.text.slice(Math.max(span.from, from + titleFrom), from + titleLength).trim();
  const plain = documentTitle?.replace(/^\d{1,3}[、.．]\s*/, '') ?? '';
  return {
    title: own || (count > 1 && plain ? `${withoutCount(plain)} ${index + 1}` : plain) || firstWords(text.text),
    body: text,
    blocks: lineBlocks(text.text, titleEnd),
    lostStart: lostStart && index === 0,
    speaker: null,
    date: null,
    kind: count > 1 ? kindWithin(own, plain) : null,
    confidence,
  };
}

/** A work whose title names no kind is of the kind that its file names; null where its own decides. */
function kindWithin(title: string, documentTitle: string): SpeechKind | null {
  const kind = kindOfTitle(documentTitle);
  return kind !== 'other' && kindOfTitle(title) === 'other' ? kind : null;
}

function trimSpan(text: string, from: number, to: number): { from: number; to: number } {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return { from: start, to: end };
}
