import { runsOf } from '#text';
import { headingKey } from '../matching/sections.js';
import type { LeafNode, PhraseNode, QueryNode, TextField } from '../query/query-node.js';
import { dayNumber } from '../request-filters.js';
import { allOf, oneOf, type Sql, sql } from './sql.js';
import { and, charactersMatch, looseMatch, or, phraseMatch } from './tokens.js';

/** Speeches that may answer; those for which the node holds go into `temp.checked` under the number before the hits are looked for. */
export interface Check {
  readonly number: number;
  readonly candidates: Sql;
  readonly node: QueryNode;
}

/** How the embedded engine answers a query: checks in order, then the hits. */
export interface Plan {
  readonly checks: readonly Check[];
  /** Selects the ids of the hits. */
  readonly hits: Sql;
  /** When the full-text engine alone decides: its expression. */
  readonly match: string | null;
  /** Full-text expressions of the terms that count for the rank. */
  readonly scored: readonly string[];
}

/**
 * Turns a query into SQL. Pure. What the full-text engine can say in one expression it says; other parts become conditions on `meta m`;
 * what neither can say is checked speech by speech.
 * @param restriction a condition on `meta m` that narrows candidates and hits.
 */
export function compile(query: QueryNode | null, restriction: Sql | null = null): Plan {
  const compiler = new Compiler(restriction);
  const part = query ? compiler.part(query) : { match: null, conditions: [] };
  const alone = part.conditions.length === 0 && restriction === null;
  return {
    checks: compiler.checks,
    hits: compiler.select(part),
    match: alone ? part.match : null,
    scored: query ? [...new Set(scoredIn(query))] : [],
  };
}

/** A full-text expression and conditions, all of which must hold. */
interface Part {
  readonly match: string | null;
  readonly conditions: readonly Sql[];
}

const matching = (match: string): Part => ({ match, conditions: [] });
const holding = (...conditions: Sql[]): Part => ({ match: null, conditions });

class Compiler {
  readonly checks: Check[] = [];

  constructor(private readonly restriction: Sql | null) {}

  select({ match, conditions }: Part): Sql {
    const all = this.restriction ? [...conditions, this.restriction] : conditions;
    if (match === null) return prefixed('select m.id from meta m where m.live = 1 and ', allOf(all));
    if (all.length === 0) return sql('select rowid as id from fts where fts match ?', match);
    const { text, values } = allOf(all);
    return sql(`select m.id from fts join meta m on m.id = fts.rowid where fts match ? and ${text}`, match, ...values);
  }

  part(node: QueryNode): Part {
    switch (node.kind) {
      case 'and':
        return node.nodes.some(({ kind }) => kind === 'under') ? this.sections(node.nodes) : this.conjunction(node.nodes);
      case 'or':
        return this.disjunction(node.nodes);
      case 'not':
        return holding(negated(this.part(node.node)));
      default:
        return this.leaf(node);
    }
  }

  private conjunction(nodes: readonly QueryNode[]): Part {
    const wanted = nodes.filter(({ kind }) => kind !== 'not').map((node) => this.part(node));
    const unwanted = nodes.flatMap((node) => (node.kind === 'not' ? [this.part(node.node)] : []));
    const matches = wanted.flatMap(({ match }) => match ?? []);
    const simple = matches.length > 0 ? unwanted.filter((part) => part.conditions.length === 0) : [];
    const excluded = simple.flatMap(({ match }) => match ?? []);
    const match = excluded.length > 0 ? `(${and(matches)} NOT ${or(excluded)})` : and(matches);
    const others = unwanted.filter((part) => !simple.includes(part)).map(negated);
    return { match: matches.length > 0 ? match : null, conditions: [...wanted.flatMap(({ conditions }) => conditions), ...others] };
  }

  private disjunction(nodes: readonly QueryNode[]): Part {
    const parts = nodes.map((node) => this.part(node));
    const matches = parts.flatMap(({ match, conditions }) => (match !== null && conditions.length === 0 ? [match] : []));
    const others = parts.filter(({ conditions }) => conditions.length > 0).map(condition);
    if (others.length === 0) return matching(or(matches));
    return holding(oneOf(matches.length > 0 ? [condition(matching(or(matches))), ...others] : others));
  }

  /** A conjunction with `under`: its neighbours are looked for in the whole speech first, then in the sections. */
  private sections(nodes: readonly QueryNode[]): Part {
    const candidates = this.conjunction(nodes);
    const unders = nodes.filter(({ kind }) => kind === 'under').length;
    if (unders < 2 && !nodes.some((node) => node.kind !== 'under' && looksInText(node))) return candidates;
    return this.checked(candidates, { kind: 'and', nodes });
  }

  private checked(candidates: Part, node: QueryNode): Part {
    const number = this.checks.length;
    this.checks.push({ number, candidates: this.select(candidates), node });
    return holding(sql('m.id in (select id from temp.checked where number = ?)', number));
  }

  private leaf(leaf: LeafNode): Part {
    switch (leaf.kind) {
      case 'phrase':
        return this.phrase(leaf);
      case 'near':
        return this.checked(
          this.conjunctionOf(
            leaf.phrases.flatMap((text) => phraseMatch(text)?.expression ?? []),
            leaf.field,
          ),
          leaf,
        );
      case 'under':
        return holding(underCondition(leaf.heading));
      case 'years':
        return holding(between('m.year', leaf.from, 'm.year', leaf.to));
      case 'dates':
        return holding(between('m.last_day', dayNumber(leaf.from), 'm.first_day', dayNumber(leaf.to)));
      default:
        return holding(sql(`ifnull(m.${leaf.kind}_key = ?, 0)`, leaf.value));
    }
  }

  private phrase(leaf: PhraseNode): Part {
    const [only, second] = leaf.parts;
    const match = only?.kind === 'text' && !second ? phraseMatch(only.text) : null;
    if (match?.exact) return inField(match.expression, leaf.field);
    const loose = looseMatch(leaf.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])));
    return this.checked(this.conjunctionOf(loose === null ? [] : [loose], leaf.field), leaf);
  }

  private conjunctionOf(expressions: readonly string[], field: TextField): Part {
    return expressions.length === 0 ? holding() : inField(and(expressions), field);
  }
}

function inField(expression: string, field: TextField): Part {
  if (field === 'any') return matching(expression);
  if (field === 'title') return matching(`title : ${expression}`);
  const lines = 'select l.speech from lines_fts join lines l on l.id = lines_fts.rowid where lines_fts match ?';
  return holding(sql(`m.id in (${lines})`, `${field} : ${expression}`));
}

const prefixed = (text: string, condition: Sql): Sql => sql(text + condition.text, ...condition.values);

function condition({ match, conditions }: Part): Sql {
  return allOf(match === null ? conditions : [sql('m.id in (select rowid from fts where fts match ?)', match), ...conditions]);
}

const negated = (part: Part): Sql => prefixed('not ', condition(part));

/** Whether `under` beside this node changes what it finds. */
function looksInText(node: QueryNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.nodes.some(looksInText);
  return node.kind === 'under' || ((node.kind === 'phrase' || node.kind === 'near') && node.field === 'any');
}

/** The characters narrow the lines down; the key, which has lost white space, decides. */
function underCondition(heading: string): Sql {
  const key = headingKey(heading);
  const characters = [...runsOf(key)].flatMap((run) => (run.kind === 'cjk' ? [...run.text] : [])).slice(0, 8);
  const found = "m.id in (select speech from lines where field = 'heading' and instr(key, ?) > 0";
  if (characters.length === 0) return sql(`${found})`, key);
  const match = `heading : ${charactersMatch([...new Set(characters)])}`;
  return sql(`${found} and id in (select rowid from lines_fts where lines_fts match ?))`, key, match);
}

/** Unknown values are in no range, also not in a negated one. */
function between(upper: string, from: number | null, lower: string, to: number | null): Sql {
  const conditions = [
    from === null ? null : sql(`ifnull(${upper} >= ?, 0)`, from),
    to === null ? null : sql(`ifnull(${lower} <= ?, 0)`, to),
  ];
  return allOf(conditions.filter((condition) => condition !== null));
}

function scoredIn(node: QueryNode): string[] {
  if (node.kind === 'and' || node.kind === 'or') return node.nodes.flatMap(scoredIn);
  if (node.kind !== 'phrase' && node.kind !== 'near') return [];
  if (node.field === 'speaker') return [];
  const texts = node.kind === 'near' ? node.phrases : node.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  const expressions = texts.flatMap((text) => phraseMatch(text)?.expression ?? []);
  return node.field === 'title' ? expressions.map((expression) => `title : ${expression}`) : expressions;
}
