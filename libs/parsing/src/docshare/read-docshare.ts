import { gapsBetween, JoinedText, type Span } from '../page/joined-text.js';
import type { PagePlan, PlannedGap, PlannedRemoval } from '../page/plan.js';
import { linesOf, titleLinesAbove } from './body-lines.js';
import { chooseBody } from './choose-body.js';
import { mergeFields, type PageFields } from './fields.js';
import { findPageFooters } from './page-footers.js';
import { pageText, type PageText } from './page-text.js';
import { isTitle, printedTitle } from './page-title.js';
import { planSpeeches } from './plan-speeches.js';
import { titleAtStart } from '../structure/titles.js';
import { signedDay } from '../structure/signed-day.js';
import { findReadings } from './readings.js';
import { type Furniture, recogniseFurniture } from './recognise.js';
import type { SliceHints } from './slice-acceptance.js';
import { splitExtension } from './share-line.js';
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
  const found = recogniseFurniture(page);
  const isFamily = found.weight >= 2;
  const place = isFamily ? chooseBody(page.folded, found.pieces) : { from: 0, to: page.text.length, prose: 1 };
  const furniture =
    isFamily && !found.fields.title ? withTitle(found, printedTitle(page, found.pieces, place?.from ?? page.text.length)) : found;
  const hints = { furniture: isFamily, mirror: readings.length > 0, title: foldedTitle(furniture) };
  const slices = (place && findSlices(page.folded, place, hints)) ?? slicesAmongFurniture(page, isFamily, hints);
  if (!isFamily && !slices) return null;
  const body = slices ? slicedBody(page, place?.from ?? 0, slices) : place && plainBody(page, place, furniture);
  const named = isFamily || !slices ? furniture : withTitle(furniture, titleAbove(page, slices));
  return assemble({ whole, furniture: named, readings, slices, body });
}

interface Findings {
  /** The visible text without inserted readings. */
  readonly whole: JoinedText;
  readonly furniture: Furniture;
  readonly readings: readonly Span[];
  readonly slices: Slices | null;
  readonly body: Body | null;
}

interface Body {
  /** What of the page is text, in order; offsets into the page. */
  readonly stretches: readonly Span[];
  readonly paragraphs: boolean;
  readonly removals: readonly PlannedRemoval[];
  /** Length of the text before the first mark, when the copy begins inside a slice. */
  readonly remainder: number;
}

/** Furniture may stand between the slices and part them: then they are looked for in the whole page. */
const slicesAmongFurniture = (page: PageText, isFamily: boolean, hints: SliceHints): Slices | null =>
  isFamily ? findSlices(page.folded, { from: 0, to: page.text.length }, hints) : null;

function plainBody(page: PageText, place: Span, furniture: Furniture): Body {
  const layoutHasTitle = furniture.pieces.some(({ rule }) => rule === 'hint-list' || rule === 'label-row');
  const lines = linesOf(page.text, place);
  const titles = titleLinesAbove(page.text, lines, furniture.fields.title ?? null, layoutHasTitle);
  const stretches = lines.slice(titles.length);
  return { stretches, paragraphs: stretches.length > 1, removals: titles, remainder: 0 };
}

/** On a page without furniture a single line above the first slice is the title, and so is a last line that the text begins with. */
function titleAbove({ text, folded }: PageText, { firstNumber, from, texts }: Slices): PageFields {
  const lines = linesOf(text, { from: 0, to: from });
  const last = lines.at(-1);
  if (!last || firstNumber !== 1) return {};
  const above = splitExtension(text.slice(last.from, last.to));
  const begins = texts[0]?.from ?? from;
  const isRepeated = titleAtStart(folded.slice(begins, begins + LONGEST_REPEAT), pageText(above.title).folded) > 0;
  return isTitle(above.title) && (lines.length === 1 || isRepeated) ? above : {};
}

/** How much of a text is looked at for the title above it, in UTF-16 units. */
const LONGEST_REPEAT = 300;

/** Text before a first mark above 1 is the end of a slice whose beginning is lost. */
function slicedBody(page: PageText, from: number, slices: Slices): Body {
  const marks = slices.marks.map((mark) => ({ rule: 'slice-mark', ...mark }));
  const remainder = slices.firstNumber > 1 ? linesOf(page.text, { from, to: slices.from }) : [];
  const length = remainder.reduce((sum, { from, to }) => sum + to - from, 0);
  return { stretches: [...remainder, ...slices.texts], paragraphs: false, removals: marks, remainder: length };
}

function assemble(findings: Findings): PagePlan {
  const { whole, furniture, readings, slices, body } = findings;
  const { title = null, fileType = null, pages = null, site = null, publishedAt = null, ...metadata } = furniture.fields;
  const joined = body ? whole.pick(body.stretches, body.paragraphs ? '\n' : breakAtLoss(slices)) : null;
  const footers = joined ? findPageFooters(pageText(joined.text).folded, pages) : [];
  const clean = joined?.without(footers) ?? null;
  const works = clean ? planSpeeches(clean, title, (slices?.firstNumber ?? 1) > 1) : null;
  const inPage: PlannedRemoval[] = [...pieceRemovals(furniture, body), ...(body?.removals ?? [])];
  return {
    family: 'docshare',
    template: furniture.weight < 2 ? 'bare' : templateName(furniture.pieces, { body: body !== null, readings: readings.length > 0 }),
    site: site ?? metadata.siteName ?? null,
    title: title ?? works?.documentTitle ?? null,
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
    gaps: gapsOf(whole, slices, clean, body?.remainder ?? 0),
    reasons: slices && slices.lost.length > 0 ? ['missing-slices'] : [],
  };
}

/** Where a slice is lost the text breaks off: what stands before and after it was never one phrase. */
const breakAtLoss =
  (slices: Slices | null) =>
  (before: Span, after: Span): string =>
    slices?.lost.some(({ at }) => before.to <= at && at <= after.from) ? '\n' : '';

/** Furniture beside the body; a look-alike inside it is none. */
const pieceRemovals = ({ pieces }: Furniture, body: Body | null): PlannedRemoval[] =>
  pieces
    .filter(({ from, to }) => !body?.stretches.some((stretch) => stretch.from < to && stretch.to > from))
    .map(({ rule, from, to }) => ({ rule, from, to }));

/** `remainder` is how much is left of the slice before the first mark. */
function gapsOf(whole: JoinedText, slices: Slices | null, clean: JoinedText | null, remainder: number): PlannedGap[] {
  if (!slices) return [];
  const lost = slices.lost.map(({ at, extent }): PlannedGap => ({ kind: 'missing-slice', at: whole.originOf(at), extent: extent || null }));
  const before = (slices.firstNumber - 1) * (slices.length ?? 0) - remainder;
  if (slices.firstNumber > 1) lost.unshift({ kind: 'missing-slice', at: 0, extent: before > 0 ? before : null });
  return [...lost, ...cutEnd(clean)];
}

/** A last slice that breaks off in the middle of a sentence has lost its end; a date, a name in brackets or a figure may be the end. */
function cutEnd(clean: JoinedText | null): PlannedGap[] {
  const text = clean?.text.trimEnd() ?? '';
  if (text === '' || signedDay(text) !== null || /[。！!？?”"’)）》】.…\d日月年;；]$/.test(text)) return [];
  return [{ kind: 'cut-end', at: clean?.originOf(text.length) ?? 0, extent: null }];
}

const withTitle = (furniture: Furniture, fields: PageFields): Furniture => ({
  ...furniture,
  fields: mergeFields([furniture.fields, fields]),
});

function foldedTitle({ fields }: Furniture): string | null {
  return fields.title ? pageText(fields.title).folded : null;
}
