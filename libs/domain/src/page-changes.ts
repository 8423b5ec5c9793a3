import type { Block, Heading, PageResult, ParsedSpeech, Redaction } from './page-result.js';
import { shareChanged } from './share-changed.js';

/**
 * What can differ between two page results of one capture. `metadata` are the facts about page and speeches, `ranges` the bytes a block stands
 * on, `quality` scores, `order` the order of speeches, `reading` everything about how the page was read (charset, family, slices …), `rules`
 * the rules of its site that it was read with.
 */
export const CHANGE_KINDS = [
  'title',
  'text',
  'blocks',
  'outline',
  'redactions',
  'metadata',
  'speech-added',
  'speech-removed',
  'order',
  'removals',
  'gaps',
  'ranges',
  'quality',
  'reading',
  'rules',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface PageChanges {
  /** Empty when the results are the same but for the parser version; in the order of CHANGE_KINDS. */
  readonly kinds: readonly ChangeKind[];
  /** Share of the text that is not the same, 0 to 1. */
  readonly share: number;
  readonly added: number;
  readonly vanished: number;
}

/**
 * Compares two results of one capture. `pairs` has for each speech of `after` the place of the same speech in `before`, or null for a new one.
 * Every difference counts to at least one kind. Linear in the size of the results.
 */
export function changesBetween(before: PageResult, after: PageResult, pairs: readonly (number | null)[]): PageChanges {
  const kinds = new Set<ChangeKind>();
  comparePage(before, after, kinds);
  const kept = pairs.filter((place) => place !== null);
  for (const [at, speech] of after.speeches.entries()) {
    const earlier = before.speeches[pairs[at] ?? -1];
    if (earlier) compareSpeech(earlier, speech, kinds);
  }
  const added = after.speeches.length - kept.length;
  const vanished = before.speeches.length - kept.length;
  if (added > 0) kinds.add('speech-added');
  if (vanished > 0) kinds.add('speech-removed');
  if (kept.some((place, at) => place < (kept[at - 1] ?? -1))) kinds.add('order');
  const share = shareChanged(textOf(before), textOf(after));
  return { kinds: CHANGE_KINDS.filter((kind) => kinds.has(kind)), share, added, vanished };
}

/** The text of all speeches, each on lines of its own. */
export const textOf = ({ speeches }: Pick<PageResult, 'speeches'>): string => speeches.map(({ text }) => text).join('\n');

const PAGE_KINDS: Readonly<Partial<Record<keyof PageResult, ChangeKind>>> = {
  title: 'title',
  site: 'metadata',
  fileType: 'metadata',
  pages: 'metadata',
  publishedAt: 'metadata',
  metadata: 'metadata',
  removals: 'removals',
  gaps: 'gaps',
  quality: 'quality',
  siteRules: 'rules',
};

function comparePage(before: PageResult, after: PageResult, kinds: Set<ChangeKind>): void {
  for (const field of fieldsOf(before, after)) {
    if (field === 'parserVersion' || field === 'speeches') continue;
    if (!same(before[field], after[field])) kinds.add(PAGE_KINDS[field] ?? 'reading');
  }
}

function compareSpeech(before: ParsedSpeech, after: ParsedSpeech, kinds: Set<ChangeKind>): void {
  const sameText = before.text === after.text;
  if (!sameText) kinds.add('text');
  for (const field of fieldsOf(before, after)) {
    if (field === 'text') continue;
    if (field === 'blocks') compareBlocks(before.blocks, after.blocks, sameText, kinds);
    else if (field === 'outline' && !same(before.outline.map(headingOf(sameText)), after.outline.map(headingOf(sameText))))
      kinds.add('outline');
    else if (field === 'redactions' && !same(before.redactions.map(redactionOf(sameText)), after.redactions.map(redactionOf(sameText))))
      kinds.add('redactions');
    else if (field !== 'outline' && field !== 'redactions' && !same(before[field], after[field])) kinds.add(kindOf(field));
  }
}

const kindOf = (field: keyof ParsedSpeech): ChangeKind => (field === 'title' ? 'title' : field === 'confidence' ? 'quality' : 'metadata');

/** Offsets move with the text; they count only where the text stayed. */
const headingOf =
  (offsets: boolean) =>
  ({ start, ...heading }: Heading) => ({ ...heading, start: offsets ? start : 0 });
const redactionOf =
  (offsets: boolean) =>
  ({ start, ...redaction }: Redaction) => ({ ...redaction, start: offsets ? start : 0 });

function compareBlocks(before: readonly Block[], after: readonly Block[], offsets: boolean, kinds: Set<ChangeKind>): void {
  const form = ({ kind, level, start, text }: Block) => (offsets ? [kind, level, start, text] : [kind, level]);
  if (!same(before.map(form), after.map(form))) kinds.add('blocks');
  else if (
    !same(
      before.map(({ ranges }) => ranges),
      after.map(({ ranges }) => ranges),
    )
  )
    kinds.add('ranges');
}

const fieldsOf = <T extends object>(before: T, after: T): (keyof T)[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof T)[];

/** Deep equality of JSON values; the order of an object's names does not count. */
function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && same(one[name as keyof typeof one], other[name as keyof typeof other]));
}
