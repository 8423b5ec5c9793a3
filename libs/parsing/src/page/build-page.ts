import type { Block, ByteRange, CaptureHints, PageResult, ParsedSpeech, Removal } from '#domain';
import type { ReadPage } from '../formats/format.js';
import { appendRange } from '../source/ranges.js';
import type { VisibleText } from '../source/visible-text.js';
import { aboutSpeech } from '../structure/about.js';
import { judgeText } from '../structure/quality.js';
import { findRedactions } from '../structure/redactions.js';
import { structureText } from '../structure/structure-text.js';
import { PARSER_VERSION } from '../version.js';
import type { JoinedText, Span } from './joined-text.js';
import type { PagePlan, PlannedBlock, PlannedRemoval, PlannedSpeech } from './plan.js';
import { siteOf } from './site.js';

/** Turns a plan into the page result: structure found, offsets turned into bytes, every visible character accounted for. */
export function buildPage(page: ReadPage, plan: PagePlan, hints: CaptureHints): PageResult {
  const quality = judgePlan(plan, page);
  const kept = quality.score < 0.3 ? [] : plan.speeches;
  const rule = kept.length < plan.speeches.length ? (quality.reasons.at(-1) ?? plan.otherRule) : plan.otherRule;
  const losses = plan.gaps.filter(({ kind }) => kind === 'missing-slice').map(({ at }) => at);
  const built = kept.map((speech) => buildSpeech(page.visible, speech, losses));
  const removals = completeRemovals(
    page.visible.text,
    built.flatMap(({ spans }) => spans),
    plan.removals,
    rule,
  );
  return {
    parserVersion: PARSER_VERSION,
    format: page.format,
    charset: page.charset,
    parts: page.parts ?? null,
    language: page.language,
    site: siteOf(plan.site, page.site, hints.url),
    title: plan.title ?? built[0]?.speech.title ?? null,
    fileType: plan.fileType,
    pages: plan.pages ?? page.pages ?? null,
    family: plan.family,
    template: plan.template,
    slices: plan.slices,
    sliceLength: plan.sliceLength,
    compilation: plan.compilation,
    publishedAt: plan.publishedAt,
    metadata: { ...page.metadata, ...plan.metadata },
    speeches: built.map(({ speech }) => speech),
    removals: removals.map((removal) => asRemoval(page.visible, removal)),
    gaps: gapsOf(page, plan),
    quality,
  };
}

function judgePlan(plan: PagePlan, { reasons, gaps = [] }: ReadPage): PageResult['quality'] {
  if (plan.speeches.length === 0) return { score: 0, reasons: [...new Set([...reasons, ...plan.reasons, 'no-body'])] };
  const text = judgeText(plan.speeches.map(({ body }) => body.text).join('\n'));
  const lost = plan.gaps.length + gaps.length > 0 ? 0.9 : 1;
  const score = Math.round(text.score * lost * (reasons.length > 0 ? 0.95 : 1) * 100) / 100;
  return { score, reasons: [...new Set([...reasons, ...plan.reasons, ...text.reasons])] };
}

interface BuiltSpeech {
  readonly speech: ParsedSpeech;
  /** Where its blocks stand in the visible text. */
  readonly spans: readonly Span[];
}

/** `losses` are the offsets in the visible text before which text is lost. */
function buildSpeech(visible: VisibleText, planned: PlannedSpeech, losses: readonly number[]): BuiltSpeech {
  const { text } = planned.body;
  const within = losses.map((at) => planned.body.offsetOf(at)).filter((at) => at > 0 && at < text.length);
  const { blocks, outline, salutation } = structureText(
    text,
    planned.blocks,
    planned.lostStart ? [0, ...within] : within,
    planned.wordsFrom ?? 0,
  );
  const belowTitle = planned.wordsFrom ?? planned.blocks.find(({ kind }) => kind !== 'title')?.from ?? 0;
  const about = aboutSpeech(planned.title, text.slice(belowTitle), planned.date);
  const speech: ParsedSpeech = {
    title: planned.title,
    kind: planned.kind ?? about.kind,
    salutation,
    date: about.date,
    year: about.year,
    occasion: planned.occasion ?? about.occasion,
    speaker: planned.speaker ?? about.speaker,
    text,
    blocks: blocks.map((block) => asBlock(visible, planned.body, block)),
    outline,
    redactions: findRedactions(text),
    confidence: planned.confidence,
  };
  return { speech, spans: blocks.flatMap(({ from, to }) => planned.body.origin(from, to)) };
}

const asBlock = (visible: VisibleText, body: JoinedText, { kind, level, from, to }: PlannedBlock): Block => ({
  kind,
  level,
  text: body.text.slice(from, to),
  start: from,
  ranges: rangesOf(visible, body.origin(from, to)),
});

function rangesOf(visible: VisibleText, spans: readonly Span[]): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (const span of spans) for (const [from, to] of visible.rangesOf(span.from, span.to)) appendRange(ranges, from, to);
  return ranges;
}

const asRemoval = (visible: VisibleText, { rule, from, to }: PlannedRemoval): Removal => ({
  rule,
  text: visible.text.slice(from, to),
  ranges: visible.rangesOf(from, to),
});

/** Every visible character that is in no block is in one removal: the planned one, or one by the rule for the rest. */
function completeRemovals(text: string, kept: readonly Span[], planned: readonly PlannedRemoval[], otherRule: string): PlannedRemoval[] {
  const removals: PlannedRemoval[] = [];
  let at = 0;
  const close = (to: number): void => {
    if (to > at) addTrimmed(removals, text, otherRule, at, to);
  };
  for (const span of [...kept.map((part) => ({ ...part, rule: '' })), ...planned].sort((a, b) => a.from - b.from || b.to - a.to)) {
    close(span.from);
    const from = Math.max(at, span.from);
    if (span.rule !== '' && from < span.to) addTrimmed(removals, text, span.rule, from, span.to);
    at = Math.max(at, span.to);
  }
  close(text.length);
  return removals;
}

function addTrimmed(removals: PlannedRemoval[], text: string, rule: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  if (start < end) removals.push({ rule, from: start, to: end });
}

function gapsOf(page: ReadPage, plan: PagePlan): PageResult['gaps'] {
  const at = (offset: number): number => byteBefore(page.visible, offset);
  const lost = [...plan.gaps, ...(page.gaps ?? [])].map(({ kind, at: offset, extent }) => ({ kind, at: at(offset), extent }));
  const broken = page.undecodable.map((offset) => ({
    kind: 'undecodable' as const,
    at: page.visible.rangesOf(offset, offset + 1)[0]?.[0] ?? 0,
    extent: null,
  }));
  return [...lost, ...broken].sort((a, b) => a.at - b.at);
}

/** Where the bytes of the text before `offset` end. The last characters may be made up and have none: then those before them tell. */
function byteBefore(visible: VisibleText, offset: number): number {
  for (let reach = 1; offset > 0; reach *= 4) {
    const last = visible.rangesOf(Math.max(0, offset - reach), offset).at(-1);
    if (last || reach >= offset) return last?.[1] ?? 0;
  }
  return 0;
}
