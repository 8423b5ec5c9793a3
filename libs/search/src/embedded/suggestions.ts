import { bestSuggestions, MAX_PREFIX, type Suggestion } from '../suggestions.js';
import { type Statements, sql } from './sql.js';
import { prefixMatch } from './tokens.js';

/** Lines looked at for one prefix: enough to find good ones, few enough to stay quick. */
const MAX_LINES = 2_000;

export function suggestions(statements: Statements, prefix: string, limit: number): Suggestion[] {
  const match = prefixMatch(prefix.slice(0, MAX_PREFIX));
  if (match === null) return [];
  const text = `select l.text, l.field, m.speech_id as speechId from lines_fts
    join lines l on l.id = lines_fts.rowid join meta m on m.id = l.speech where lines_fts match ? limit ${MAX_LINES}`;
  return bestSuggestions(statements.all<Suggestion>(sql(text, `{title heading} : ${match}`)), prefix, limit);
}
