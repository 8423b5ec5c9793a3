import type { Span } from '../page/joined-text.js';
import { announcedWorks } from './announced-works.js';
import { findCountedKinds, findCountedTitles, findGluedLabels, findLineLabels, findPartLabels } from './part-labels.js';
import { type PartStart, titledParts } from './part-starts.js';
import { wordsBeforeSalutation } from './salutation.js';
import { endsSentence } from './sentences.js';
import { sharedWords, titleAtStart, titleFrom } from './titles.js';

/** One work of a body: its text with its title in front, if it has one there. */
export interface Part extends Span {
  /** Length of the title at its head, or 0; white space before it counts. */
  readonly titleLength: number;
  /** Where the title's own words begin, behind a label such as `篇一：`. */
  readonly titleFrom: number;
  readonly confidence: number;
}

export interface Parts {
  /** The document's title in front of the first part's own, or null. */
  readonly documentTitle: Span | null;
  readonly parts: readonly Part[];
}

/**
 * Splits a folded body into its works. Where the document's title announces several, a title phrase that shares its words and is followed
 * by a salutation or by numbering that begins anew starts a part, and so do labels that count them. Where it announces none, all of these
 * signs must come together. `contents` are the works that a table of contents names. Linear.
 */
export function splitWorks(text: string, title: string, contents: readonly string[] = []): Parts {
  const known = title || announcedAtStart(text);
  const announced = announcedWorks(known);
  const named = titleAtStart(text, known);
  const labels = announced.several ? findPartLabels(text, named) : unannouncedLabels(text, named, known);
  const counted = labels.length > 0 ? [] : countedWorks(text, known, announced.several ? named : null);
  const isGathered = announced.several || labels.length > 0;
  const begins = counted[0] ? Math.min(named, counted[0].from) : isGathered ? named : 0;
  const starts = [
    ...labels.map(({ from, to }): PartStart => ({ from, to: titleFrom(text, to), titleFrom: to, score: 1 })),
    ...counted.map(({ from, to }): PartStart => ({ from, to: to + wordsBeforeSalutation(text, to), titleFrom: from, score: 1 })),
  ];
  const listed = announced.several && starts.length === 0 ? listedWorks(text, named, contents) : starts;
  const found = listed.length > 0 ? listed : titledParts(text, known, announced, begins);
  return found.length === 0 || (isLone(found) && !announced.several && labels.length === 0)
    ? single(text, known, named, found)
    : several(text, found, begins);
}

/** The works of a table of contents, each once more at the start of a line or sentence; none where one is missing. */
function listedWorks(text: string, begins: number, contents: readonly string[]): PartStart[] {
  const starts: PartStart[] = [];
  let at = begins;
  for (const title of contents) {
    let from = text.indexOf(title, at);
    while (from > begins && text[from - 1] !== '\n' && !endsSentence(text, from)) from = text.indexOf(title, from + title.length);
    if (from < 0) return [];
    at = from + title.length;
    starts.push({ from, to: at, titleFrom: from, score: 1 });
  }
  return starts.length > 1 ? starts : [];
}

/** `begins` is where the first work of several can stand; null where none are announced. */
function countedWorks(text: string, title: string, begins: number | null): Span[] {
  const byTitle = findCountedTitles(text, title);
  return byTitle.length > 0 || begins === null ? byTitle : findCountedKinds(text, begins);
}

function unannouncedLabels(text: string, named: number, title: string): Span[] {
  const inLines = findLineLabels(text);
  return inLines.length > 0 ? inLines : findGluedLabels(text, named, title);
}

/** One title at the head of the text is the text's own. */
const isLone = ([first, second]: readonly PartStart[]): boolean => second === undefined && (first?.from ?? 0) < 200;

/** Without a title from elsewhere: the body may begin with one that announces several works. */
const announcedAtStart = (text: string): string =>
  /^\s*([^。！!？?；;：:\n]{4,60}?(?:合编|合集|汇编|合辑|(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})篇))(?=[^。，,])/.exec(text)?.[1] ??
  '';

function single(text: string, title: string, named: number, starts: readonly PartStart[]): Parts {
  const own = starts[0]?.from === 0 ? starts[0].to : titleLine(text, title) || (title === '' ? gluedTitle(text) : 0);
  return { documentTitle: null, parts: [{ from: 0, to: text.length, titleLength: named || own, titleFrom: 0, confidence: 1 }] };
}

/** Length of a first line that is a title: short, no sentence, and of the document's words where its title is known. */
function titleLine(text: string, title: string): number {
  const line = /^\s*[^\n。！!？?；;：:]{4,60}(?=\n)/.exec(text)?.[0] ?? '';
  if (line === '' || /[，,、]$/.test(line)) return 0;
  return title === '' || sharedWords(line, title) >= 0.5 ? line.length : 0;
}

/** Words that a text begins with below its title. */
const opening =
  /^(?:同志|各位|尊敬|亲爱|根据|按照|为(?:了|深入|进一步|贯彻|切实|全面|认真|推动|做好|加强)|今天|今年|近年|近期|近日|一年来|[0-9]{4}年|一、|[(（]?一[)）]|第一[章部]|目录|——)/;
/** Words that sentences begin with and titles do not. */
const inSentence = /^\s*(?:根据|按照|通过|为了|今天|刚才|近日|我|这|那|各位|同志|尊敬|大家)/;

/** Length of a title that runs into the text, on a page that names none: it names a work, and the text behind it begins as texts do. */
function gluedTitle(text: string): number {
  const end = inSentence.test(text) ? 0 : titleFrom(text, 0);
  return end >= SHORTEST_GLUED && opening.test(text.slice(end, end + 12)) ? end : 0;
}

/** Shortest title that is known by its own words alone, in UTF-16 units. */
const SHORTEST_GLUED = 8;

function several(text: string, starts: readonly PartStart[], begins: number): Parts {
  const first = starts[0]?.from ?? 0;
  const isEmpty = text.slice(begins, first).trim() === '';
  const before: Part[] = isEmpty ? [] : [{ from: begins, to: first, titleLength: 0, titleFrom: 0, confidence: 0.7 }];
  const parts = starts.map(
    (start, index): Part => ({
      from: start.from,
      to: starts[index + 1]?.from ?? text.length,
      titleLength: start.to - start.from,
      titleFrom: start.titleFrom - start.from,
      confidence: Math.min(1, Math.round(start.score * 100) / 100),
    }),
  );
  return { documentTitle: begins > 0 ? { from: 0, to: begins } : null, parts: [...before, ...parts] };
}
