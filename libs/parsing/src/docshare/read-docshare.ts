import { gapsBetween, JoinedText, type Span } from '../page/joined-text.js';
import type { PagePlan, PlannedGap, PlannedRemoval } from '../page/plan.js';
import { linesOf, titleLinesAbove } from './body-lines.js';
import { type BodyPlace, chooseBody } from './choose-body.js';
import { findPageFooters } from './page-footers.js';
import { pageText, type PageText } from './page-text.js';
import { planSpeeches } from './plan-speeches.js';
import { findReadings } from './readings.js';
import { type Furniture, recogniseFurniture } from './recognise.js';
import { findSlices, type Slices } from './slices.js';
import { templateName } from './template-name.js';

/**
 * Reads a page of the document-sharing family from its visible text: furniture becomes fields and removals, slices are rejoined, works are
 * told apart. Null when the page is none of the family. Decides by layout and never by host. Linear.
 */
export function readDocshare(visible: string): PagePlan | null {
  const readings = findReadings(visible);
  const whole = JoinedText.of(visible, gapsBetween(readings, 0, visible.length));
  const page = pageText(whole.text);
  const furniture = recogniseFurniture(page);
  const isFamily = furniture.weight >= 2;
  const place = isFamily ? chooseBody(page.folded, furniture.pieces) : { from: 0, to: page.text.length, prose: 1 };
  const hints = { furniture: isFamily, mirror: readings.length > 0, title: foldedTitle(furniture) };
  const slices = place && findSlices(page.folded, place, hints);
  if (!isFamily && !slices) return null;
  const body = place && bodyOf(page, place, slices, furniture);
  return assemble({ whole, page, furniture, readings, place, slices, body });
}

interface Findings {
  /** The visible text without inserted readings. */
  readonly whole: JoinedText;
  readonly page: PageText;
  readonly furniture: Furniture;
  readonly readings: readonly Span[];
  readonly place: BodyPlace | null;
  readonly slices: Slices | null;
  readonly body: Body | null;
}

interface Body {
  /** What of the page is text, in order; offsets into the page. */
  readonly stretches: readonly Span[];
  readonly paragraphs: boolean;
  readonly removals: readonly PlannedRemoval[];
}

function bodyOf(page: PageText, place: BodyPlace, slices: Slices | null, furniture: Furniture): Body {
  if (slices) return slicedBody(page, place, slices);
  const layoutHasTitle = furniture.pieces.some(({ rule }) => rule === 'hint-list' || rule === 'label-row');
  const lines = linesOf(page.text, place);
  const titles = titleLinesAbove(page.text, lines, furniture.fields.title ?? null, layoutHasTitle);
  const stretches = lines.slice(titles.length);
  return { stretches, paragraphs: stretches.length > 1, removals: titles };
}

/** Text before a first mark above 1 is the end of a slice whose beginning is lost. */
function slicedBody(page: PageText, place: BodyPlace, slices: Slices): Body {
  const marks = slices.marks.map((mark) => ({ rule: 'slice-mark', ...mark }));
  const remainder = slices.firstNumber > 1 ? linesOf(page.text, { from: place.from, to: slices.from }) : [];
  return { stretches: [...remainder, ...slices.texts], paragraphs: false, removals: marks };
}

function assemble(findings: Findings): PagePlan {
  const { whole, page, furniture, readings, place, slices, body } = findings;
  const { title = null, fileType = null, pages = null, site = null, publishedAt = null, ...metadata } = furniture.fields;
  const joined = body ? whole.pick(body.stretches, body.paragraphs ? '\n' : '') : null;
  const footers = joined ? findPageFooters(pageText(joined.text).folded, pages) : [];
  const clean = joined?.without(footers) ?? null;
  const works = clean ? planSpeeches(clean, title, (slices?.firstNumber ?? 1) > 1) : null;
  const inPage: PlannedRemoval[] = [...pieceRemovals(furniture, place), ...(body?.removals ?? [])];
  return {
    family: 'docshare',
    template: furniture.weight < 2 ? 'bare' : templateName(furniture.pieces, { body: body !== null, readings: readings.length > 0 }),
    site,
    title: title ?? works?.speeches[0]?.title ?? null,
    fileType,
    pages,
    slices: slices?.count ?? 0,
    sliceLength: slices?.length ?? null,
    compilation: (works?.speeches.length ?? 0) > 1,
    publishedAt,
    metadata: metadata as Record<string, string>,
    speeches: works?.speeches ?? [],
    removals: [
      ...readings.map((span) => ({ rule: 'inserted-reading', ...span })),
      ...inPage.flatMap((removal) => whole.origin(removal.from, removal.to).map((span) => ({ rule: removal.rule, ...span }))),
      ...footers.flatMap((span) => joined?.origin(span.from, span.to) ?? []).map((span) => ({ rule: 'page-footer', ...span })),
      ...(works?.removals ?? []),
    ],
    otherRule: 'site-furniture',
    gaps: gapsOf(whole, page, slices),
    reasons: slices && slices.lost.length > 0 ? ['missing-slices'] : [],
  };
}

/** Furniture around the body; a look-alike inside it is none. */
const pieceRemovals = ({ pieces }: Furniture, place: BodyPlace | null): PlannedRemoval[] =>
  pieces.filter(({ from, to }) => !place || to <= place.from || from >= place.to).map(({ rule, from, to }) => ({ rule, from, to }));

function gapsOf(whole: JoinedText, page: PageText, slices: Slices | null): PlannedGap[] {
  if (!slices) return [];
  const lost = slices.lost.map(({ at, extent }): PlannedGap => ({ kind: 'missing-slice', at: whole.originOf(at), extent: extent || null }));
  const first = slices.firstNumber - 1;
  if (first > 0)
    lost.unshift({ kind: 'missing-slice', at: whole.originOf(slices.from), extent: slices.length ? first * slices.length : null });
  return [...lost, ...cutEnd(whole, page, slices)];
}

/** A last slice that breaks off in the middle of a sentence has lost its end. */
function cutEnd(whole: JoinedText, page: PageText, slices: Slices): PlannedGap[] {
  const last = slices.texts.at(-1);
  if (!last || /[。！!？?”"’)）》】.…\d]$/.test(page.text.slice(last.from, last.to).trimEnd())) return [];
  return [{ kind: 'cut-end', at: whole.originOf(last.to), extent: null }];
}

function foldedTitle({ fields }: Furniture): string | null {
  return fields.title ? pageText(fields.title).folded : null;
}
