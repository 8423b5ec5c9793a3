import { spanAsDate } from './partial-dates.js';
import type { LeafNode, PhraseNode, QueryNode, TextField } from './query-node.js';

/** Prints a tree in the query language. Reading it again gives the same tree. */
export function formatQuery(node: QueryNode): string {
  if (node.kind === 'and') return node.nodes.map((part) => (part.kind === 'or' ? `(${formatQuery(part)})` : formatQuery(part))).join(' ');
  if (node.kind === 'or') return node.nodes.map(formatQuery).join(' OR ');
  if (node.kind === 'not') return `-${grouped(node.node)}`;
  return formatLeaf(node);
}

const grouped = (node: QueryNode): string => (node.kind === 'and' || node.kind === 'or' ? `(${formatQuery(node)})` : formatQuery(node));

function formatLeaf(leaf: LeafNode): string {
  switch (leaf.kind) {
    case 'phrase':
      return prefix(leaf.field) + formatPhrase(leaf);
    case 'near':
      return `${prefix(leaf.field)}"${leaf.phrases.join(' ')}"~${leaf.distance}`;
    case 'under':
      return `under:"${leaf.heading}"`;
    case 'years':
      return leaf.from !== null && leaf.from === leaf.to ? `year:${padded(leaf.from)}` : `year:${padded(leaf.from)}..${padded(leaf.to)}`;
    case 'dates':
      return `date:${formatDates(leaf.from, leaf.to)}`;
    default:
      return `${leaf.kind}:"${leaf.value}"`;
  }
}

const prefix = (field: TextField): string => (field === 'any' ? '' : `${field}:`);
const padded = (year: number | null): string => (year === null ? '' : String(year).padStart(4, '0'));
const OPERATOR = /^(?:AND|OR|NOT)$/;

function formatPhrase({ parts }: PhraseNode): string {
  const text = parts.map((part) => (part.kind === 'text' ? part.text : `[${part.slot}]`)).join('');
  return /^[\p{L}\p{N}]+$/u.test(text) && !OPERATOR.test(text) ? text : `"${text}"`;
}

function formatDates(from: string | null, to: string | null): string {
  return (from !== null && to !== null && spanAsDate({ first: from, last: to })) || `${from ?? ''}..${to ?? ''}`;
}
