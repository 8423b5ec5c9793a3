import type { Plan } from './compile.js';
import { or } from './tokens.js';
import { type Statements, sql } from './sql.js';

/**
 * Fills `temp.hits` with the hits and, when wanted, their scores. BM25 over title (three times) and text; the full-text engine gives words in
 * more than half of all speeches no weight at all, so such queries are scored term by term and weighted as Lucene does.
 * @returns whether the hits have scores.
 */
export function rankHits(statements: Statements, plan: Plan, wanted: boolean): boolean {
  if (!wanted || plan.scored.length === 0) {
    insertHits(statements, plan);
    return false;
  }
  const weights = weightsOf(statements, plan.scored);
  const [only, second] = plan.scored;
  const isEven = !weights || second === undefined;
  if (plan.match !== null && isEven) {
    const text = 'insert into temp.hits select rowid, -rank * ? from fts where fts match ?';
    statements.run(sql(text, weights?.get(only ?? '') ?? 1, plan.match));
    return true;
  }
  insertHits(statements, plan);
  if (weights) for (const [expression, weight] of weights) addScores(statements, expression, weight);
  else addScores(statements, or(plan.scored), 1);
  return true;
}

function insertHits(statements: Statements, { hits }: Plan): void {
  statements.run({ text: `insert into temp.hits select *, 0 from (${hits.text})`, values: hits.values });
}

function addScores(statements: Statements, expression: string, weight: number): void {
  const text = `update temp.hits set score = score + s.gained
    from (select rowid as id, -rank * ? as gained from fts where fts match ?) s where s.id = hits.id`;
  statements.run(sql(text, weight, expression));
}

/** What each term's own score is to be multiplied with; null when none is frequent enough to need it. */
function weightsOf(statements: Statements, expressions: readonly string[]): Map<string, number> | null {
  const total = statements.get<{ n: number }>(sql('select count(*) as n from meta where live = 1'))?.n ?? 0;
  const counts = expressions.map((expression) => {
    const row = statements.get<{ n: number }>(sql('select count(*) as n from fts where fts match ?', expression));
    return [expression, row?.n ?? 0] as const;
  });
  if (counts.every(([, n]) => n < total / 2)) return null;
  return new Map(counts.map(([expression, n]) => [expression, luceneIdf(total, n) / engineIdf(total, n)]));
}

const luceneIdf = (total: number, n: number): number => Math.log(1 + (total - n + 0.5) / (n + 0.5));
const engineIdf = (total: number, n: number): number => Math.max(1e-6, Math.log((total - n + 0.5) / (n + 0.5)));
