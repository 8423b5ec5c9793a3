import { z } from 'zod';
import { type Block, blocksWithPaths, type CaptureRecord, type PageResult, type SpeechRecord } from '#domain';

const range = z.tuple([z.int(), z.int()]).describe('[from, to) in bytes of the capture, or of its parts laid end to end');

export const speechShape = z.looseObject({
  id: z.string(),
  documentId: z.string(),
  revision: z.int(),
  version: z.int().describe('Grows with every parse of the document.'),
  ordinal: z.int().describe('Place in the document, from 0.'),
  title: z.string(),
  kind: z.string(),
  salutation: z.string().nullable(),
  date: z.string().nullable().describe('YYYY, YYYY-MM or YYYY-MM-DD.'),
  year: z.int().nullable(),
  occasion: z.string().nullable(),
  speaker: z.string().nullable(),
  site: z.string().nullable(),
  url: z.string().nullable(),
  publishedAt: z.string().nullable(),
  confidence: z.number(),
  text: z.string(),
  outline: z.array(z.looseObject({ level: z.int(), marker: z.string(), text: z.string(), start: z.int(), parent: z.int().nullable() })),
  blocks: z.array(
    z.looseObject({
      kind: z.string(),
      level: z.int().nullable(),
      text: z.string(),
      start: z.int(),
      ranges: z.array(range),
      headingPath: z.array(z.string()),
    }),
  ),
  redactions: z.array(z.looseObject({ kind: z.string(), form: z.string(), text: z.string(), start: z.int() })),
  links: z.looseObject({ self: z.string(), document: z.string(), provenance: z.string(), page: z.string() }),
});

export const provenanceShape = z.looseObject({
  speechId: z.string(),
  documentId: z.string(),
  revision: z.int(),
  parserVersion: z.string(),
  capture: z.looseObject({ sha256: z.string(), size: z.int(), url: z.string().nullable(), capturedAt: z.iso.datetime(), raw: z.string() }),
  parts: z
    .array(z.looseObject({ name: z.string(), bytes: z.int() }))
    .nullable()
    .describe(
      'Of a packed capture, such as DOCX: the unpacked parts that ranges count in, laid end to end. null: ranges count in the capture.',
    ),
  blocks: z.array(z.looseObject({ block: z.int(), kind: z.string(), start: z.int(), length: z.int(), ranges: z.array(range) })),
});

/** A speech as the API shows it. */
export function speechJson(speech: SpeechRecord) {
  const { id, documentId } = speech;
  return {
    ...speech,
    blocks: blocksWithPaths(speech),
    links: {
      self: `/api/v1/speeches/${id}`,
      document: `/api/v1/documents/${documentId}`,
      provenance: `/api/v1/speeches/${id}/provenance`,
      page: `/speeches/${id}`,
    },
  };
}

/** Where each of the blocks stands in the capture; `first` is the number of the first of them. */
export function provenanceJson(
  speech: SpeechRecord,
  capture: CaptureRecord,
  { parserVersion, parts }: Pick<PageResult, 'parserVersion' | 'parts'>,
  blocks: readonly Block[],
  first: number,
) {
  const { sha256, size, url, capturedAt } = capture;
  return {
    speechId: speech.id,
    documentId: speech.documentId,
    revision: speech.revision,
    parserVersion,
    capture: {
      sha256,
      size,
      url,
      capturedAt: capturedAt.toISOString(),
      raw: `/api/v1/documents/${speech.documentId}/raw?revision=${speech.revision}`,
    },
    parts,
    blocks: blocks.map(({ kind, start, text, ranges }, place) => ({ block: first + place, kind, start, length: text.length, ranges })),
  };
}
