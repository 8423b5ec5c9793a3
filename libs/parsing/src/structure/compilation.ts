import { readNumber } from '#text';
import type { Span } from '../page/joined-text.js';
import { buildOutline } from './outline.js';
import { findMarkers } from './markers.js';
import { findTitles, sharedWords, type TitleCandidate } from './titles.js';

/** One work of a body: its text with its title in front, if it has one there. */
export interface Part extends Span {
  /** Length of the title at its head, or 0. */
  readonly titleLength: number;
  readonly confidence: number;
}

export interface Parts {
  /** The document's title in front of the first part's own, or null. */
  readonly documentTitle: Span | null;
  readonly parts: readonly Part[];
}

/** What the document's title says about how many works it holds. */
export interface Announced {
  readonly several: boolean;
  readonly count: number | null;
}

/** `合编`, `三篇`, `…稿和…稿`: whether a title announces several works, and how many. */
export function announcedWorks(title: string): Announced {
  const counted = /([0-9]{1,3}|[一二两三四五六七八九十]{1,3}) ?[篇份则](?!章|文)/.exec(title);
  const count = counted ? readNumber(counted[1] ?? '') : null;
  const gathered = /合编|合集|汇编|合辑|选编|集锦|精选|大全|多篇|汇总\d|材料汇/.test(title);
  const joined =
    /(?:稿|讲话|发言|致辞|党课|报告|总结|方案|体会|心得|计划)(?:和|与|及|以及|、|\+)[^和与及]{2,40}(?:稿|讲话|发言|致辞|党课|报告|总结|方案|体会|心得|计划)/.test(
      title,
    );
  return { several: gathered || joined || (count !== null && count > 1), count: count !== null && count > 1 ? count : null };
}

/** Least score of a phrase that begins a part. */
const ENOUGH = 0.6;

/**
 * Splits a folded body into its works. Where the document's title announces several, a title phrase that shares its words and is followed
 * by a salutation or by numbering that begins anew starts a part. Where it announces none, all of these signs must come together.
 */
export function splitWorks(text: string, title: string): Parts {
  const announced = announcedWorks(title);
  const named = titleAtStart(text, title);
  const begins = announced.several ? named : 0;
  const starts = partStarts(text, title, announced, begins);
  if (starts.length === 0 || (starts.length === 1 && !announced.several)) return single(text, named, starts);
  return several(text, starts, begins);
}

function single(text: string, named: number, starts: readonly ScoredTitle[]): Parts {
  const own = starts[0] && starts[0].from === 0 ? starts[0].to : 0;
  return { documentTitle: null, parts: [{ from: 0, to: text.length, titleLength: Math.max(named, own), confidence: 1 }] };
}

function several(text: string, starts: readonly ScoredTitle[], begins: number): Parts {
  const first = starts[0]?.from ?? 0;
  const before: Part[] = text.slice(begins, first).trim() === '' ? [] : [{ from: begins, to: first, titleLength: 0, confidence: 0.7 }];
  const parts = starts.map(
    (start, index): Part => ({
      from: start.from,
      to: starts[index + 1]?.from ?? text.length,
      titleLength: start.to - start.from,
      confidence: Math.min(1, Math.round(start.score * 100) / 100),
    }),
  );
  return { documentTitle: begins > 0 ? { from: 0, to: begins } : null, parts: [...before, ...parts] };
}

interface ScoredTitle extends TitleCandidate {
  readonly score: number;
}

/** Restarts of the outermost numbering, by offset. */
function restarts(text: string, from: number): number[] {
  return buildOutline(text, findMarkers(text, from))
    .filter(({ level, marker }) => level === 1 && marker.number === 1)
    .map(({ marker }) => marker.from);
}

function partStarts(text: string, title: string, announced: Announced, begins: number): ScoredTitle[] {
  const anew = restarts(text, begins);
  const candidates = findTitles(text.slice(begins)).map((found) => ({ ...found, from: found.from + begins, to: found.to + begins }));
  const scored = candidates.map((candidate, index) => {
    const next = candidates[index + 1]?.from ?? text.length;
    const restart = anew.some((at) => at >= candidate.to && at < Math.max(next, candidate.to + 3000));
    return { ...candidate, score: scoreOf(text, candidate, title, announced, restart) };
  });
  return scored.filter(({ from, score }) => score >= (announced.several ? ENOUGH : from === 0 ? ENOUGH : 1));
}

function scoreOf(text: string, candidate: TitleCandidate, title: string, announced: Announced, restart: boolean): number {
  const shared = sharedWords(text.slice(candidate.from, candidate.to), title);
  const comma = /[,，]/.test(text.slice(candidate.from, candidate.to)) ? 0.2 : 0;
  return (
    0.35 * shared +
    (candidate.finalWords ? 0.25 : 0) +
    (candidate.setOff ? 0.3 : 0) +
    (restart ? 0.15 : 0) +
    (announced.several ? 0.1 : 0) -
    comma
  );
}

/** Length of the document's title at the head of a text, blanks aside; 0 when it does not stand there. */
export function titleAtStart(text: string, title: string): number {
  let at = 0;
  while (/\s/.test(text[at] ?? '')) at += 1;
  for (const sign of title) {
    if (/\s/.test(sign)) continue;
    while (/\s/.test(text[at] ?? '') && text[at] !== '\n') at += 1;
    if (!text.startsWith(sign, at)) return 0;
    at += sign.length;
  }
  return title.trim().length < 2 ? 0 : at;
}
