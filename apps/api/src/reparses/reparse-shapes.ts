import { z } from 'zod';
import { REPARSE_SCOPES, REPARSE_STATES, type ReparseExample, type ReparseRecord, type ReparseReport } from '#domain';

const links = z.object({ self: z.string(), apply: z.string(), rollback: z.string() });

export const reparseShape = z.looseObject({
  id: z.string(),
  scope: z.enum(REPARSE_SCOPES),
  site: z.string().nullable().describe('Whose documents; null for those of all sites.'),
  parserVersion: z.string().describe('The version whose results are compared and applied.'),
  state: z.enum(REPARSE_STATES),
  total: z.int().describe('Documents to look at, counted when the dry run began.'),
  createdAt: z.iso.datetime(),
  stateSince: z.iso.datetime(),
  links,
});

const before = z.object({ before: z.int(), after: z.int() });

const exampleShape = z.looseObject({
  documentId: z.string(),
  title: z.string().nullable(),
  fromVersion: z.string(),
  share: z.number().describe('Share of the text that is not the same, 0 to 1.'),
  kinds: z.array(z.string()),
  speeches: before,
  characters: before,
  message: z.string().nullable().describe('Why the present parser fails.'),
  link: z.string(),
});

export const reparseReportShape = reparseShape.extend({
  done: z.int().describe('Documents looked at so far.'),
  counts: z.looseObject({
    same: z.int(),
    changed: z.int(),
    failing: z.int().describe('The present parser fails on them: they keep what they have.'),
    nowEmpty: z.int().describe('Those of the changed that would have no speech any more.'),
    newSpeeches: z.int(),
    vanishedSpeeches: z.int(),
    overtaken: z.int().describe('Have a newer capture or were withdrawn: they keep that.'),
    applied: z.int(),
    rolledBack: z.int(),
  }),
  kinds: z.record(z.string(), z.int()).describe('Changed documents by what changed.'),
  examples: z.array(exampleShape).describe('The worst first, by share of changed text.'),
  failures: z.array(exampleShape).describe('Some of the failing.'),
});

export const reparseListShape = z.looseObject({ reparses: z.array(reparseShape) });

const pathOf = (id: string): string => `/api/v1/reparses/${id}`;

/** A run as the API shows it. */
export function reparseJson({
  id,
  scope,
  site,
  parserVersion,
  state,
  total,
  createdAt,
  stateSince,
}: ReparseRecord): z.infer<typeof reparseShape> {
  const times = { createdAt: createdAt.toISOString(), stateSince: stateSince.toISOString() };
  const at = { self: pathOf(id), apply: `${pathOf(id)}/apply`, rollback: `${pathOf(id)}/rollback` };
  return { id, scope, site, parserVersion, state, total, ...times, links: at };
}

export function reparseReportJson(report: ReparseReport): z.infer<typeof reparseReportShape> {
  const { counts, kinds, examples, failures } = report;
  const done = counts.same + counts.changed + counts.failing;
  const lists = { examples: examples.map(exampleJson), failures: failures.map(exampleJson) };
  return { ...reparseJson(report), done, counts: { ...counts }, kinds: { ...kinds }, ...lists };
}

const exampleJson = (example: ReparseExample): z.infer<typeof exampleShape> => ({
  ...example,
  kinds: [...example.kinds],
  link: `/api/v1/documents/${example.documentId}`,
});
