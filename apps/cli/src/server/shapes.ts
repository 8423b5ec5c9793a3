import { z } from 'zod';

/** What the command reads of the server's answers. Unknown fields are left alone, so that a newer server is understood too. */
export const acceptedShape = z.looseObject({ id: z.string(), status: z.string() });

export const documentShape = z.looseObject({
  id: z.string(),
  status: z.string(),
  reason: z.string().nullish(),
  attempts: z.number().default(0),
  speeches: z.array(z.looseObject({ id: z.string(), title: z.string() })).default([]),
});
export type DocumentAnswer = z.infer<typeof documentShape>;

export const timelineShape = z.looseObject({ timeline: z.array(z.looseObject({ reason: z.string().nullish() })) });

const mark = z.tuple([z.number(), z.number()]);

export const searchShape = z.looseObject({
  total: z.number(),
  tookMs: z.number().nullish(),
  nextCursor: z.string().nullish(),
  hits: z.array(
    z.looseObject({
      speechId: z.string(),
      title: z.string(),
      site: z.string().nullish(),
      date: z.string().nullish(),
      headingPath: z.array(z.string()).default([]),
      highlights: z.array(z.looseObject({ field: z.string(), passage: z.string(), marks: z.array(mark) })).default([]),
    }),
  ),
});
export type SearchAnswer = z.infer<typeof searchShape>;
export type SearchHit = SearchAnswer['hits'][number];

export const eventShape = z.looseObject({
  type: z.string(),
  time: z.string(),
  subject: z.string(),
  sequence: z.coerce.string(),
  data: z.looseObject({ title: z.string(), documentId: z.string(), site: z.string().nullish(), reason: z.string().nullish() }),
});
export type EventAnswer = z.infer<typeof eventShape>;

const percentiles = z.looseObject({ p50: z.number(), p95: z.number() }).nullish();
const stageShape = z.looseObject({
  stage: z.string(),
  waiting: z.number(),
  active: z.number(),
  delayed: z.number(),
  failed: z.number(),
  paused: z.boolean().default(false),
  oldestAgeMs: z.number().nullish(),
  waitMs: percentiles,
  runMs: percentiles,
  ratePerMinute: z.looseObject({ in: z.number(), out: z.number() }).nullish(),
  workers: z.number(),
  forecastSeconds: z.number().nullish(),
});
export type StageAnswer = z.infer<typeof stageShape>;
export const queuesShape = z.looseObject({ stages: z.array(stageShape) });

export const failuresShape = z.looseObject({
  groups: z.array(
    z.looseObject({
      group: z.string(),
      stage: z.string(),
      count: z.number(),
      lastMessage: z.string(),
      lastAt: z.string(),
      documentIds: z.array(z.string()).default([]),
    }),
  ),
});
export type FailureGroup = z.infer<typeof failuresShape>['groups'][number];
export const changedShape = z.looseObject({ group: z.string(), documents: z.number() });

export const reparseLineShape = z.looseObject({ id: z.string(), state: z.string() });
export type ReparseLine = z.infer<typeof reparseLineShape>;
export const reparseListShape = z.looseObject({ reparses: z.array(reparseLineShape) });

const beforeAfter = z.looseObject({ before: z.number(), after: z.number() });
const reparseExample = z.looseObject({
  documentId: z.string(),
  title: z.string().nullable(),
  share: z.number(),
  speeches: beforeAfter,
  characters: beforeAfter,
  message: z.string().nullable(),
});
export const reparseShape = reparseLineShape.extend({
  scope: z.string(),
  site: z.string().nullish(),
  parserVersion: z.string(),
  total: z.number(),
  done: z.number(),
  counts: z.looseObject({
    same: z.number(),
    changed: z.number(),
    failing: z.number(),
    nowEmpty: z.number(),
    newSpeeches: z.number(),
    vanishedSpeeches: z.number(),
    overtaken: z.number(),
    applied: z.number(),
    rolledBack: z.number(),
  }),
  kinds: z.record(z.string(), z.number()),
  examples: z.array(reparseExample),
  failures: z.array(reparseExample),
});
export type ReparseAnswer = z.infer<typeof reparseShape>;

export const ruleShape = z.looseObject({
  id: z.string(),
  site: z.string(),
  effect: z.string(),
  selector: z.string(),
  note: z.string().nullish(),
  origin: z.string(),
  status: z.string(),
  evidence: z.looseObject({ pages: z.number(), of: z.number(), characters: z.number(), sample: z.string() }).nullish(),
});
export type RuleAnswer = z.infer<typeof ruleShape>;
export const rulesShape = z.looseObject({ rules: z.array(ruleShape) });
export const learnedShape = z.looseObject({ site: z.string(), read: z.number(), offered: z.array(ruleShape) });

const excerpt = z.looseObject({ characters: z.number(), text: z.string() });
export const rulePreviewShape = z.looseObject({
  site: z.string(),
  effect: z.string(),
  selector: z.string(),
  pages: z.array(
    z.looseObject({
      documentId: z.string(),
      title: z.string().nullable(),
      url: z.string().nullable(),
      changed: z.boolean(),
      emptied: z.boolean(),
      lost: excerpt,
      gained: excerpt,
      titles: z.looseObject({ before: z.string().nullable(), after: z.string().nullable() }),
      message: z.string().nullable(),
    }),
  ),
});
export type RulePreviewAnswer = z.infer<typeof rulePreviewShape>;

/** Answered with 503 while an engine is missing, so it is read from both. */
export const readyShape = z.looseObject({ status: z.string() });
