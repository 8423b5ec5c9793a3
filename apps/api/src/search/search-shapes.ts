import { z } from 'zod';
import type { Found, FoundSpeech } from './search-service.js';

const mark = z.tuple([z.int(), z.int()]).describe('[from, to) in the passage, in UTF-16 units');

export const searchShape = z.looseObject({
  total: z.int(),
  nextCursor: z.string().nullable(),
  tookMs: z.number(),
  facets: z.record(z.string(), z.array(z.looseObject({ value: z.string(), count: z.int() }))),
  hits: z.array(
    z.looseObject({
      speechId: z.string(),
      documentId: z.string(),
      title: z.string(),
      kind: z.string(),
      speaker: z.string().nullable(),
      date: z.string().nullable(),
      year: z.int().nullable(),
      site: z.string().nullable(),
      url: z.string().nullable().describe('Where the document was found.'),
      score: z.number(),
      headingPath: z.array(z.string()).describe('Headings above the first match, outermost first.'),
      highlights: z.array(z.looseObject({ field: z.enum(['title', 'text']), passage: z.string(), start: z.int(), marks: z.array(mark) })),
      links: z.looseObject({ self: z.string(), document: z.string(), page: z.string() }),
    }),
  ),
});

export const suggestShape = z.looseObject({
  suggestions: z.array(z.looseObject({ text: z.string(), field: z.enum(['title', 'heading']), speechId: z.string() })),
});

export const searchJson = ({ found, total, nextCursor, tookMs, facets }: Found) => ({
  total,
  nextCursor,
  tookMs,
  facets,
  hits: found.map(hitJson),
});

function hitJson({ hit, speech }: FoundSpeech) {
  const { title, kind, speaker, date, year, site, url } = speech;
  const { speechId, documentId, score, headingPath, highlights } = hit;
  const links = { self: `/api/v1/speeches/${speechId}`, document: `/api/v1/documents/${documentId}`, page: `/speeches/${speechId}` };
  return { speechId, documentId, title, kind, speaker, date, year, site, url, score, headingPath, highlights, links };
}
