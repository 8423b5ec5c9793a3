import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SITE_RULE_STATUSES } from '#domain';
import { ApiConfig } from '#platform';
import { KnownRule, SiteRules } from '#store';
import { Access } from '../http/access.js';
import { formFields } from '../http/bodies.js';
import { pathId } from '../http/schemas.js';
import { problemOf } from '../http/problem-of.js';
import { valid } from '../http/validation.js';
import { SiteRuleDesk } from '../site-rules/site-rule-desk.js';
import { addBody, learnBody, siteName } from '../site-rules/site-rule-shapes.js';
import { rulePage } from './site-rules/rule-view.js';
import type { RuleFault } from './site-rules/rule-forms.js';
import { rulesPage } from './site-rules/rules-view.js';
import { sendPage, viewOf } from './view.js';

const ruleParam = pathId('rule');
const count = z.coerce.number().int().min(0).max(1_000_000);
/** What the forms of these pages tell them after their work. */
const listQuery = z.object({
  site: siteName.optional().catch(undefined),
  status: z.enum(SITE_RULE_STATUSES).optional(),
  did: z.enum(['add', 'remove']).optional(),
  offered: count.optional(),
  read: count.optional(),
});
const ruleQuery = z.object({ did: z.enum(['add', 'active', 'off']).optional() });
const decision = z.object({ do: z.enum(['active', 'off', 'remove']) });

/** Pages that a preview on the rule's own page looks at. */
const PREVIEWED = 8;

/** Rules of sites: what is offered, what it would change, and the decision. */
@ApiExcludeController()
@Controller('site-rules')
export class SiteRulePages {
  constructor(
    private readonly siteRules: SiteRules,
    private readonly desk: SiteRuleDesk,
    private readonly access: Access,
    private readonly config: ApiConfig,
  ) {}

  @Get()
  async list(
    @Query({ schema: listQuery }) { site, status, did, offered, read }: z.output<typeof listQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rules = await this.siteRules.list({ ...(site && { site }), ...(status && { status }) });
    const view = viewOf(request);
    const learned = offered === undefined || read === undefined ? null : { offered, read };
    const unlocked = this.access.mayAdminister(request);
    sendPage(request, reply, view, rulesPage(view, { rules, site, status, unlocked, deed: did ?? null, learned, fault: null }));
  }

  @Post()
  async add(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.access.requireAdmin(request);
    await this.orFormAgain('add', request, reply, async ({ note, ...fields }) => {
      const rule = await this.desk.add(valid(addBody, { ...fields, note: note || null }));
      reply.redirect(`/site-rules/${rule.id}?did=add`, 303);
    });
  }

  @Post('learn')
  async learn(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.access.requireAdmin(request);
    await this.orFormAgain('learn', request, reply, async (fields) => {
      const { site } = valid(learnBody, fields);
      const { offered, read } = await this.desk.learn(site);
      reply.redirect(`/site-rules?${new URLSearchParams({ site, offered: String(offered.length), read: String(read) })}`, 303);
    });
  }

  /** What is wrong with a form is shown beside it, with what was typed; programs and faults get the usual answer. */
  private async orFormAgain(
    form: RuleFault['form'],
    request: FastifyRequest,
    reply: FastifyReply,
    work: (fields: Readonly<Record<string, string>>) => Promise<void>,
  ): Promise<void> {
    const fields = Object.fromEntries(formFields(request));
    try {
      await work(fields);
    } catch (error) {
      const problem = problemOf(error, this.config.maxBodyBytes);
      if (!problem || !(request.headers.accept ?? '').includes('text/html')) throw error;
      const view = viewOf({ url: '/site-rules', headers: request.headers });
      const fault = { form, problem, fields, known: error instanceof KnownRule ? error.rule.id : null };
      const model = { rules: await this.siteRules.list({}), site: undefined, status: undefined, unlocked: true, deed: null, learned: null };
      sendPage(request, reply, view, rulesPage(view, { ...model, fault }), problem.status);
    }
  }

  @Get(':id')
  async rule(
    @Param({ schema: ruleParam }) { id }: { id: string },
    @Query({ schema: ruleQuery }) { did }: z.output<typeof ruleQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rule = await this.desk.get(id);
    const unlocked = this.access.mayAdminister(request);
    const preview = unlocked ? await this.desk.preview(rule.site, rule, PREVIEWED) : null;
    const view = viewOf(request);
    sendPage(request, reply, view, rulePage(view, { rule, unlocked, deed: did ?? null, preview }));
  }

  @Post(':id')
  async decide(
    @Param({ schema: ruleParam }) { id }: { id: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.access.requireAdmin(request);
    const verb = valid(decision, Object.fromEntries(formFields(request))).do;
    if (verb === 'remove') await this.desk.remove(id);
    else await this.desk.change(id, { status: verb });
    reply.redirect(verb === 'remove' ? '/site-rules?did=remove' : `/site-rules/${id}?did=${verb}`, 303);
  }
}
