import type { estypes } from '@elastic/elasticsearch';
import type { Heading } from '#domain';
import { daySpanOf, yearOf } from '../matching/dating.js';
import { foldedTag } from '../query/tags.js';
import { dayNumber } from '../request-filters.js';
import type { SearchEntry } from '../search-index.js';
import { indexTokens } from '../tokens/phrase-forms.js';

/** Grows with every change of fields, tokens or folding: an index of another version is made anew beside the old one. */
export const SCHEMA_VERSION = 1;

/** Fields that hold our own tokens, separated by blanks. */
export type TokenField = 'title' | 'body' | 'headings' | 'speaker';

/** Analyses nothing but the blanks: tokens come from the same function for every engine, so hit sets are equal by construction. */
const tokens = (extra: Partial<estypes.MappingTextProperty> = {}): estypes.MappingTextProperty => ({
  type: 'text',
  analyzer: 'whitespace',
  ...extra,
});

export const MAPPINGS: estypes.MappingTypeMapping = {
  dynamic: false,
  _source: { excludes: ['title', 'body', 'headings', 'speaker'] },
  properties: {
    speech_id: { type: 'keyword' },
    document_id: { type: 'keyword', index: false, doc_values: false },
    version: { type: 'long', index: false },
    live: { type: 'boolean' },
    title: tokens(),
    body: tokens(),
    // A phrase never goes from one heading into the next.
    headings: tokens({ position_increment_gap: 1_000, norms: false }),
    speaker: tokens({ norms: false }),
    site: { type: 'keyword' },
    site_key: { type: 'keyword' },
    kind: { type: 'keyword' },
    kind_key: { type: 'keyword' },
    year: { type: 'integer' },
    first_day: { type: 'integer' },
    last_day: { type: 'integer' },
    original: { type: 'object', enabled: false },
  },
};

/** What comes back with a hit: what highlights and checks need, as it was given. */
interface Original {
  readonly title: string;
  readonly text: string;
  readonly outline: readonly Heading[];
  readonly speaker: string | null;
  readonly date: string | null;
}

export interface StoredSpeech {
  readonly speech_id: string;
  readonly document_id: string;
  readonly version: number;
  readonly live: boolean;
  readonly site: string | null;
  readonly kind: string;
  readonly year: number | null;
  readonly original: Original;
}

/** The document that Elasticsearch keeps of a speech. */
export function storedSpeech(entry: SearchEntry): StoredSpeech & Readonly<Record<string, unknown>> {
  const { speechId, documentId, version, title, text, outline, speaker, site, kind, date } = entry;
  const span = daySpanOf(entry);
  return {
    speech_id: speechId,
    document_id: documentId,
    version,
    live: true,
    title: indexTokens(title),
    body: indexTokens(text),
    headings: outline.map(({ marker, text: words }) => indexTokens(marker + words)),
    speaker: speaker === null ? null : indexTokens(speaker),
    site,
    site_key: foldedTag(site),
    kind,
    kind_key: foldedTag(kind),
    year: yearOf(entry),
    first_day: dayNumber(span?.first ?? null),
    last_day: dayNumber(span?.last ?? null),
    original: { title, text, outline, speaker, date },
  };
}

/** Keeps the version of a withdrawn speech, since the engine forgets its own tombstones after a minute. */
export const stub = (speechId: string, version: number) => ({ speech_id: speechId, version, live: false });

export function entryOf({ speech_id, document_id, version, site, kind, year, original }: StoredSpeech): SearchEntry {
  return { speechId: speech_id, documentId: document_id, version, site, kind, year, ...original };
}
