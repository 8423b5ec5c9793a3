import { z } from 'zod';
import { SITE_RULE_EFFECTS, SITE_RULE_ORIGINS, SITE_RULE_STATUSES, type SiteRuleRecord, siteOfUrl } from '#domain';
import type { PreviewedPage } from '#pipeline';
import { cleanText, idOf, strict } from '../http/schemas.js';

/** A site as people write it: its host, or the address of one of its pages. */
export const siteName = cleanText(300)
  .trim()
  .describe('Host of the site, or the address of one of its pages.')
  .transform((given, context) => {
    const site = siteOfUrl(given.includes('://') ? given : `http://${given}`);
    if (site !== null && !/[\s%]/.test(given)) return site;
    context.addIssue({ code: 'custom', message: 'is not a host; write one such as news.example.org' });
    return z.NEVER;
  });

const effect = z.enum(SITE_RULE_EFFECTS).default('remove').describe('What the rule does with the elements it finds.');
const selector = cleanText(1_000).describe(
  'CSS selector: tags, .classes, #ids, [attributes], :not(), :is(), :first-child, :last-child, :nth-child(3).',
);
const note = cleanText(500).trim().nullable();

export const listQuery = z.object({ site: siteName.optional(), status: z.enum(SITE_RULE_STATUSES).optional() });

export const addBody = strict({
  site: siteName,
  selector,
  effect,
  note: note.default(null),
  status: z.enum(SITE_RULE_STATUSES).default('offered').describe('Only active rules are applied.'),
});

export const changeBody = strict({ status: z.enum(SITE_RULE_STATUSES).optional(), note: note.optional() });

export const previewBody = strict({
  id: idOf('rule').optional().describe('A stored rule; else site and selector.'),
  site: siteName.optional(),
  selector: selector.optional(),
  effect,
  limit: z.int().min(1).max(30).default(10).describe('The newest captures of the site, so many at most.'),
});

export const learnBody = strict({ site: siteName });

export const ruleShape = z.looseObject({
  id: z.string(),
  site: z.string(),
  effect: z.enum(SITE_RULE_EFFECTS),
  selector: z.string(),
  note: z.string().nullable(),
  origin: z.enum(SITE_RULE_ORIGINS),
  status: z.enum(SITE_RULE_STATUSES),
  evidence: z
    .object({
      pages: z.int().describe('Pages on which it would take something out of a speech or title.'),
      of: z.int().describe('Pages that were compared.'),
      characters: z.int(),
      sample: z.string(),
    })
    .nullable()
    .describe('What a learned rule was learned from.'),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  links: z.object({ self: z.string(), page: z.string() }),
});

export const ruleListShape = z.looseObject({ rules: z.array(ruleShape) });

export const learnedShape = z.looseObject({
  site: z.string(),
  read: z.int().describe('Captures that were read.'),
  offered: z.array(ruleShape).describe('Rules that wait for a person now.'),
});

const beforeAfter = <Shape extends z.ZodType>(shape: Shape) => z.object({ before: shape, after: shape });
const excerpt = z.object({ characters: z.int(), text: z.string().describe('The beginning, line by line.') });

export const previewShape = z.looseObject({
  site: z.string(),
  effect: z.enum(SITE_RULE_EFFECTS),
  selector: z.string(),
  pages: z.array(
    z.looseObject({
      documentId: z.string(),
      title: z.string().nullable(),
      url: z.string().nullable(),
      matches: z.int().describe('Elements the rule finds.'),
      changed: z.boolean(),
      emptied: z.boolean().describe('Had speeches and would have none.'),
      lost: excerpt,
      gained: excerpt,
      titles: beforeAfter(z.string().nullable()),
      speeches: beforeAfter(z.int()),
      message: z.string().nullable().describe('Why the page could not be compared.'),
      link: z.string(),
    }),
  ),
});

export function ruleJson(rule: SiteRuleRecord): z.infer<typeof ruleShape> {
  const { id, site, effect: does, selector: finds, note: said, origin, status, evidence, createdAt, changedAt } = rule;
  return {
    ...{ id, site, effect: does, selector: finds, note: said, origin, status },
    evidence: evidence && { ...evidence },
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    links: { self: `/api/v1/site-rules/${id}`, page: `/site-rules/${id}` },
  };
}

export const previewedJson = (page: PreviewedPage) => ({ ...page, link: `/api/v1/documents/${page.documentId}` });
