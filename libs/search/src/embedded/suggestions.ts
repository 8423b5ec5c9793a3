import { fold, runsOf } from '#text';
import { type Statements, sql } from './sql.js';
import { prefixMatch } from './tokens.js';

export interface Suggestion {
  readonly text: string;
  readonly field: 'title' | 'heading';
  readonly speechId: string;
}

/** Lines looked at for one prefix: enough to find good ones, few enough to stay quick. */
const MAX_LINES = 2_000;
const MAX_PREFIX = 200;

/** Titles and headings with these words: those that begin with them first, then titles, then the shorter. Each text once. */
export function suggestions(statements: Statements, prefix: string, limit: number): Suggestion[] {
  const match = prefixMatch(prefix.slice(0, MAX_PREFIX));
  if (match === null) return [];
  const text = `select l.text, l.field, m.speech_id as speechId from lines_fts
    join lines l on l.id = lines_fts.rowid join meta m on m.id = l.speech where lines_fts match ? limit ${MAX_LINES}`;
  const rows = statements.all<Suggestion>(sql(text, `{title heading} : ${match}`));
  const wanted = wordsOf(prefix);
  const texts = new Map<string, { readonly row: Suggestion; readonly rank: readonly number[] }>();
  for (const row of rows) {
    const place = wordsOf(row.text).indexOf(wanted);
    if (place < 0) continue;
    const rank = [place === 0 ? 0 : 1, row.field === 'title' ? 0 : 1, row.text.length];
    const known = texts.get(row.text);
    if (!known || compare(rank, known.rank) < 0) texts.set(row.text, { row, rank });
  }
  const best = [...texts.values()].sort((a, b) => compare(a.rank, b.rank) || (a.row.text < b.row.text ? -1 : 1));
  return best.slice(0, limit).map(({ row: { text: line, field, speechId } }) => ({ text: line, field, speechId }));
}

/** Folded, without separators: what people type has none or others. */
const wordsOf = (text: string): string => [...runsOf(fold(text))].map((run) => run.text).join(' ');

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) if (value !== b[index]) return value - (b[index] ?? 0);
  return 0;
}
