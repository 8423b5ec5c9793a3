import { z } from 'zod';
import { type CaptureRecord, type DocumentRecord, type SpeechRecord, STAGES, statusOf, type TimelineEntry } from '#domain';

export const DOCUMENT_STATUSES = [
  'queued',
  'fetched',
  'parsed',
  'indexed',
  'announced',
  'empty',
  'failed',
  'discarded',
  'withdrawn',
] as const;

const documentLinks = z.object({
  self: z.string(),
  timeline: z.string(),
  raw: z.string(),
  removed: z.string(),
  captures: z.string(),
  page: z.string(),
});

export const documentShape = z.looseObject({
  id: z.string(),
  key: z.string().describe('Canonical URL, or `push:` and the hash of a body that came without one.'),
  url: z.string().nullable(),
  revision: z.int().describe('Counts content changes; 0 while the first fetch is under way.'),
  status: z.enum(DOCUMENT_STATUSES),
  stage: z.enum(STAGES).describe('The last room the revision has passed.'),
  reason: z.string().nullable().describe('Why it has no speech, failed, was discarded or withdrawn.'),
  attempts: z.int(),
  notBefore: z.iso.datetime().nullable().describe('When it was put off after a fault: the time of the next try.'),
  crashes: z.int(),
  title: z.string().nullable(),
  site: z.string().nullable(),
  parserVersion: z.string().nullable(),
  speechCount: z.int(),
  stageSince: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  links: documentLinks,
});
export type DocumentShape = z.infer<typeof documentShape>;

const speechLineShape = z.looseObject({
  id: z.string(),
  ordinal: z.int(),
  title: z.string(),
  kind: z.string(),
  date: z.string().nullable(),
  link: z.string(),
});

export const documentWithSpeechesShape = documentShape.extend({ speeches: z.array(speechLineShape) });

export const documentListShape = z.looseObject({ documents: z.array(documentShape), nextCursor: z.string().nullable() });

export const acceptedShape = z.object({
  id: z.string(),
  revision: z.int(),
  status: z.union([z.enum(DOCUMENT_STATUSES), z.literal('unchanged')]),
  state: z.enum(DOCUMENT_STATUSES).describe('Where the document stands; tells an unchanged one that failed from one that can be searched.'),
  reason: z.string().nullable().describe('Why the document has no speech, failed or was discarded.'),
  links: documentLinks,
});
export type AcceptedShape = z.infer<typeof acceptedShape>;

export const timelineShape = z.looseObject({
  timeline: z.array(
    z.looseObject({
      at: z.iso.datetime(),
      revision: z.int(),
      step: z.string(),
      durationMs: z.number().nullable(),
      attempt: z.int().nullable(),
      parserVersion: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
});

export const capturesShape = z.looseObject({
  captures: z.array(
    z.looseObject({
      id: z.string(),
      revision: z.int(),
      sha256: z.string(),
      size: z.int(),
      contentType: z.string().nullable(),
      url: z.string().nullable(),
      finalUrl: z.string().nullable(),
      site: z.string().nullable(),
      fileName: z.string().nullable(),
      headers: z.record(z.string(), z.string()),
      capturedAt: z.iso.datetime(),
      receivedAt: z.iso.datetime(),
      raw: z.string(),
    }),
  ),
});

const range = z.tuple([z.int(), z.int()]).describe('[from, to) in bytes of the capture');

export const removedShape = z.looseObject({
  revision: z.int(),
  parserVersion: z.string(),
  removals: z.array(z.looseObject({ rule: z.string(), text: z.string(), ranges: z.array(range) })),
  gaps: z.array(z.looseObject({ kind: z.string(), at: z.int(), extent: z.int().nullable() })),
});

const apiPath = (id: string): string => `/api/v1/documents/${id}`;

export const linksOf = (id: string): z.infer<typeof documentLinks> => ({
  self: apiPath(id),
  timeline: `${apiPath(id)}/timeline`,
  raw: `${apiPath(id)}/raw`,
  removed: `${apiPath(id)}/removed`,
  captures: `${apiPath(id)}/captures`,
  page: `/documents/${id}`,
});

/** A document as the API shows it. */
export function documentJson(document: DocumentRecord): DocumentShape {
  const { id, key, url, revision, stage, reason, attempts, crashes, title, site, parserVersion, speechCount } = document;
  return {
    ...{ id, key, url, revision, status: statusOf(document), stage, reason, attempts, crashes, title, site, parserVersion, speechCount },
    notBefore: document.notBefore?.toISOString() ?? null,
    stageSince: document.stageSince.toISOString(),
    createdAt: document.createdAt.toISOString(),
    updatedAt: document.updatedAt.toISOString(),
    links: linksOf(id),
  };
}

export function documentWithSpeechesJson(
  document: DocumentRecord,
  speeches: readonly SpeechRecord[],
): z.infer<typeof documentWithSpeechesShape> {
  const lines = speeches.map(({ id, ordinal, title, kind, date }) => ({ id, ordinal, title, kind, date, link: `/api/v1/speeches/${id}` }));
  return { ...documentJson(document), speeches: lines };
}

export function timelineJson(entries: readonly TimelineEntry[]): z.infer<typeof timelineShape> {
  return { timeline: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })) };
}

export function capturesJson(captures: readonly CaptureRecord[]): z.infer<typeof capturesShape> {
  return {
    captures: captures.map(({ documentId, capturedAt, receivedAt, headers, ...capture }) => ({
      ...capture,
      headers: { ...headers },
      capturedAt: capturedAt.toISOString(),
      receivedAt: receivedAt.toISOString(),
      raw: `${apiPath(documentId)}/raw?revision=${capture.revision}`,
    })),
  };
}
