import { runsOf } from '#text';
import { headingKey } from '../matching/sections.js';
import type { LeafNode, PhraseNode, QueryNode, TextField } from '../query/query-node.js';
import { dayNumber } from '../request-filters.js';
import { characterForms, looseForms, type PhraseForm, phraseForms } from '../tokens/phrase-forms.js';
import { allOf, type Dsl, everything, formsIn, noneOf, oneOf, phraseIn, unscored } from './dsl.js';
import type { TokenField } from './mapping.js';

/** Speeches that may answer; the ids of those for which the node holds stand in the place of `checkedIds(number)`. */
export interface Check {
  readonly number: number;
  readonly candidates: Dsl;
  readonly node: QueryNode;
}

/** How Elasticsearch answers a query: checks in order, then the hits. */
export interface Plan {
  readonly checks: readonly Check[];
  readonly hits: Dsl;
  /** Whether the hits have a rank. */
  readonly ranked: boolean;
}

/**
 * Turns a query into a request. Pure. What the engine cannot say (distances, slots, words under headings) is checked speech by speech among
 * the candidates of its words.
 */
export function compile(query: QueryNode | null): Plan {
  if (query === null) return { checks: [], hits: everything, ranked: false };
  const compiler = new Compiler();
  const part = compiler.part(query);
  const scored = scoredIn(query);
  const hits = part.complete || scored.length === 0 ? part.dsl : { bool: { filter: [part.dsl], should: scored, minimum_should_match: 0 } };
  return { checks: compiler.checks, hits, ranked: scored.length > 0 };
}

/** `complete`: the part ranks by all its words itself, so that they need not be asked for once more. */
interface Part {
  readonly dsl: Dsl;
  readonly complete: boolean;
}

const ranking = (dsl: Dsl): Part => ({ dsl, complete: true });
const holding = (dsl: Dsl): Part => ({ dsl: unscored(dsl), complete: true });

class Compiler {
  readonly checks: Check[] = [];

  part(node: QueryNode): Part {
    switch (node.kind) {
      case 'and':
        return node.nodes.some(({ kind }) => kind === 'under') ? this.sections(node.nodes) : this.conjunction(node.nodes);
      case 'or': {
        const parts = node.nodes.map((one) => this.part(one));
        return { dsl: oneOf(parts.map(({ dsl }) => dsl)), complete: parts.every(({ complete }) => complete) };
      }
      case 'not':
        return holding(noneOf([this.part(node.node).dsl]));
      default:
        return this.leaf(node);
    }
  }

  private conjunction(nodes: readonly QueryNode[]): Part {
    const parts = nodes.filter(({ kind }) => kind !== 'not').map((node) => this.part(node));
    const unwanted = nodes.flatMap((node) => (node.kind === 'not' ? [this.part(node.node).dsl] : []));
    const wanted = parts.length === 0 ? [everything] : parts.map(({ dsl }) => dsl);
    const dsl: Dsl = unwanted.length === 0 ? allOf(wanted) : { bool: { must: wanted, must_not: unwanted } };
    return { dsl, complete: parts.every(({ complete }) => complete) };
  }

  /** A conjunction with `under`: its neighbours are looked for in the whole speech first, then in the sections. */
  private sections(nodes: readonly QueryNode[]): Part {
    const candidates = this.conjunction(nodes);
    const unders = nodes.filter(({ kind }) => kind === 'under').length;
    if (unders < 2 && !nodes.some((node) => node.kind !== 'under' && looksInText(node))) return candidates;
    return this.checked(candidates.dsl, { kind: 'and', nodes });
  }

  private checked(candidates: Dsl, node: QueryNode): Part {
    const number = this.checks.length;
    this.checks.push({ number, candidates, node });
    return { dsl: unscored(checkedIds(number)), complete: false };
  }

  private leaf(leaf: LeafNode): Part {
    switch (leaf.kind) {
      case 'phrase':
        return this.phrase(leaf);
      case 'near':
        return this.checked(allOf(leaf.phrases.map((text) => phraseDsl(text, leaf.field) ?? everything)), leaf);
      case 'under':
        return this.checked(headingCandidates(leaf.heading), leaf);
      case 'years':
        return holding(between('year', leaf.from, 'year', leaf.to));
      case 'dates':
        return holding(between('last_day', dayNumber(leaf.from), 'first_day', dayNumber(leaf.to)));
      default:
        return holding({ term: { [`${leaf.kind}_key`]: leaf.value } });
    }
  }

  private phrase(leaf: PhraseNode): Part {
    const [only, second] = leaf.parts;
    const found = only?.kind === 'text' && !second ? phraseForms(only.text) : null;
    if (found?.exact) {
      const dsl = phraseIn(FIELDS[leaf.field], found);
      return isRanked(leaf.field) ? ranking(dsl) : holding(dsl);
    }
    const loose = looseForms(textsOf(leaf));
    return this.checked(loose ? formsIn(FIELDS[leaf.field], loose) : everything, leaf);
  }
}

const FIELDS: Readonly<Record<TextField, readonly TokenField[]>> = {
  any: ['title', 'body'],
  title: ['title'],
  heading: ['headings'],
  speaker: ['speaker'],
};

/** Words in headings and names do not count for the rank, as in the embedded engine they do not. */
const isRanked = (field: TextField): boolean => field === 'any' || field === 'title';

const textsOf = ({ parts }: PhraseNode): string[] => parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));

function phraseDsl(text: string, field: TextField): Dsl | null {
  const found = phraseForms(text);
  return found && phraseIn(FIELDS[field], found);
}

/** Whether `under` beside this node changes what it finds. */
function looksInText(node: QueryNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.nodes.some(looksInText);
  return node.kind === 'under' || ((node.kind === 'phrase' || node.kind === 'near') && node.field === 'any');
}

/** Speeches whose headings have these characters; the key, which has lost white space, decides. */
function headingCandidates(heading: string): Dsl {
  const characters = [...runsOf(headingKey(heading))].flatMap((run) => (run.kind === 'cjk' ? [...run.text] : [])).slice(0, 8);
  const forms: readonly PhraseForm[] = characterForms([...new Set(characters)]);
  return forms.length === 0 ? { exists: { field: 'headings' } } : formsIn(['headings'], forms);
}

function between(upper: string, from: number | null, lower: string, to: number | null): Dsl {
  const conditions: Dsl[] = [
    ...(from === null ? [] : [{ range: { [upper]: { gte: from } } }]),
    ...(to === null ? [] : [{ range: { [lower]: { lte: to } } }]),
  ];
  return conditions.length === 0 ? everything : allOf(conditions);
}

/** What the words of a query add to the rank; those behind NOT add nothing. */
function scoredIn(node: QueryNode): Dsl[] {
  if (node.kind === 'and' || node.kind === 'or') return node.nodes.flatMap(scoredIn);
  if ((node.kind !== 'phrase' && node.kind !== 'near') || !isRanked(node.field)) return [];
  const texts = node.kind === 'near' ? node.phrases : textsOf(node);
  return texts.flatMap((text) => phraseDsl(text, node.field) ?? []);
}

/** A place for the ids that a check finds. */
const checkedIds = (number: number): Dsl => ({ ids: { values: [`checked ${number}`] } });

/** The request with the ids that its checks have found. */
export function filled(dsl: Dsl, found: ReadonlyMap<number, readonly string[]>): Dsl {
  return JSON.parse(JSON.stringify(dsl), (key, value) => {
    const number = key === 'values' && Array.isArray(value) ? /^checked (\d+)$/.exec(String(value[0]))?.[1] : undefined;
    return number === undefined ? value : (found.get(Number(number)) ?? []);
  });
}
