import { foldGlyphs, isDense, readableOf, withoutLooseBlanks } from './glyphs.js';
import type { Run } from './runs.js';
import type { Role } from './structure-roles.js';

/** Text on one line that no wide gap parts. */
export interface Segment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** The font of most of its characters. */
  readonly font: string;
  /** Glyphs in it that cannot be read. */
  readonly lost: number;
}

/** What stands at one height of a page. */
export interface Row {
  readonly segments: readonly Segment[];
  readonly y: number;
  readonly size: number;
  readonly turn: number | null;
  readonly artifact: boolean;
  /** The small signs that are raised above its line, such as the marks of notes. */
  readonly raised: string;
  /** What the producer says most of it is. */
  readonly role: Role | null;
  /** The block of the page that the producer puts most of it in; 0 where nothing is said. */
  readonly block: number;
}

/** A wider gap parts segments, in heights of the characters. */
const WIDE_GAP = 1.2;
/** Signs smaller than this share of their line are raised or lowered. */
const RAISED = 0.8;
/** Baselines closer than this are the same line, in heights of the characters. */
const SAME_LINE = 0.35;

/** The rows of a page from top to bottom; text in other directions follows by its direction. */
export function rowsOf(runs: readonly Run[], unreadable: ReadonlySet<string>): Row[] {
  const turns = Map.groupBy(runs, ({ turn }) => turn);
  return [...turns.values()].sort((a, b) => lettersOf(b) - lettersOf(a)).flatMap((group) => rowsOfTurn(group, unreadable));
}

const lettersOf = (runs: readonly Run[]): number => runs.reduce((sum, { text }) => sum + text.length, 0);

function rowsOfTurn(runs: readonly Run[], unreadable: ReadonlySet<string>): Row[] {
  const lines: Run[][] = [];
  for (const run of runs.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line && first && run.y - first.y <= SAME_LINE * Math.min(run.size, first.size)) line.push(run);
    else lines.push([run]);
  }
  return withRaised(lines).map((line) => asRow(line, unreadable));
}

/** Exponents, footnote marks and indices stand above or below their line: lines of small characters that touch those of the next or last line. */
function withRaised(lines: readonly Run[][]): Run[][] {
  const kept: Run[][] = [];
  lines.forEach((line, index) => {
    const before = kept.at(-1);
    const after = lines[index + 1];
    if (after && isRaised(line, after)) after.push(...line);
    else if (before && isRaised(line, before)) before.push(...line);
    else kept.push(line);
  });
  return kept;
}

function isRaised(small: readonly Run[], line: readonly Run[]): boolean {
  const size = sizeOf(line);
  const height = (line[0]?.y ?? 0) - (small[0]?.y ?? 0);
  if (small.length > 50 || sizeOf(small) > size * RAISED || height > size * 0.8 || height < -size * 0.5) return false;
  return small.every(({ x, width }) => line.some((run) => run.x - x - width < size * 0.5 && x - run.x - run.width < size * 0.5));
}

/** The size of most of its characters. */
const sizeOf = (runs: readonly Run[]): number => mostOf(runs, ({ size }) => Math.round(size * 10) / 10) ?? 1;

function mostOf<T>(runs: readonly Run[], keyOf: (run: Run) => T): T | null {
  const counts = new Map<T, number>();
  for (const run of runs) counts.set(keyOf(run), (counts.get(keyOf(run)) ?? 0) + run.text.length);
  let most: T | null = null;
  for (const [key, count] of counts) if (most === null || count > (counts.get(most) ?? 0)) most = key;
  return most;
}

function asRow(line: readonly Run[], unreadable: ReadonlySet<string>): Row {
  const runs = withoutDoubles(line.toSorted((a, b) => a.x - b.x));
  const groups: Run[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    const group = groups.at(-1);
    if (group && run.x - right <= WIDE_GAP * Math.max(run.size, group.at(-1)?.size ?? 0)) group.push(run);
    else groups.push([run]);
    right = Math.max(right, run.x + run.width);
  }
  const size = sizeOf(runs);
  const base = runs.find((run) => run.size >= size * 0.9) ?? runs[0];
  return {
    segments: groups.map((group) => asSegment(group, unreadable)),
    y: base?.y ?? 0,
    size,
    turn: base ? base.turn : 0,
    artifact: runs.every(({ artifact }) => artifact),
    raised: runs
      .filter((run) => run.size < size * RAISED && run.text.trim() !== '')
      .map(({ text }) => text.trim())
      .join(' '),
    role: mostOf(runs, ({ role }) => role),
    block: mostOf(runs, ({ block }) => block) ?? 0,
  };
}

/** Bold and shadowed letters are sometimes drawn several times, a hair's breadth apart. */
const withoutDoubles = (runs: readonly Run[]): Run[] =>
  runs.filter((run, index) => {
    for (let at = index - 1; at >= Math.max(0, index - 4); at -= 1) {
      const other = runs[at];
      if (other && other.text === run.text && Math.abs(run.x - other.x) < run.size * 0.25 && run.width > 0) return false;
    }
    return true;
  });

function asSegment(runs: readonly Run[], unreadable: ReadonlySet<string>): Segment {
  let text = '';
  let lost = 0;
  let right = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    const folded = foldGlyphs(run.text).trim();
    const piece = unreadable.has(run.font) ? { text: '', lost: folded.replace(/ /g, '').length } : readableOf(folded);
    text += blankBetween(text, piece.text, (run.x - right) / run.size) + piece.text;
    lost += piece.lost;
    right = Math.max(right, run.x + run.width);
  }
  return {
    text: withoutLooseBlanks(text.trim()),
    left: runs[0]?.x ?? 0,
    right,
    y: runs[0]?.y ?? 0,
    size: sizeOf(runs),
    font: mostOf(runs, ({ font }) => font) ?? '',
    lost,
  };
}

/** A gap of this many heights of the characters is a blank between words. */
const WORD_GAP = 0.12;
/** The same between characters that are written without blanks: only a gap that was typed. */
const TYPED_GAP = 0.8;
/** Kept through the removal of blanks beside Han characters. */
const TYPED_BLANK = '\u3000';

function blankBetween(before: string, after: string, gap: number): string {
  if (before === '' || after === '') return '';
  if (isDense(before.at(-1)) || isDense(after[0])) return gap >= TYPED_GAP ? TYPED_BLANK : '';
  return gap >= WORD_GAP ? ' ' : '';
}
