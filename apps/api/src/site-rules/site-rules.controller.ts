import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, UseGuards } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SiteRules } from '#store';
import { AdminGuard } from '../http/access.js';
import { optionalJsonBody } from '../http/bodies.js';
import { badRequest } from '../http/problem.js';
import { pathId } from '../http/schemas.js';
import { valid } from '../http/validation.js';
import { SiteRuleDesk } from './site-rule-desk.js';
import {
  addBody,
  changeBody,
  learnBody,
  learnedShape,
  listQuery,
  previewBody,
  previewedJson,
  previewShape,
  ruleJson,
  ruleListShape,
  ruleShape,
} from './site-rule-shapes.js';

const ruleId = pathId('rule');
const described = (schema: z.ZodType) => ({ schema: z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input' }) as object });

/** Rules for the pages of a site: what to take out of them, and where their content stands. None is in force before a person says so. */
@ApiTags('site-rules')
@Controller('api/v1/site-rules')
export class SiteRulesController {
  constructor(
    private readonly siteRules: SiteRules,
    private readonly desk: SiteRuleDesk,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Rules by site, those that wait for a person first' })
  @ApiOkResponse({ standardSchema: ruleListShape })
  async list(@Query({ schema: listQuery }) { site, status }: z.output<typeof listQuery>) {
    const rules = await this.siteRules.list({ ...(site && { site }), ...(status && { status }) });
    return { rules: rules.map(ruleJson) };
  }

  @Post()
  @HttpCode(201)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({
    summary: 'Add a rule',
    description:
      'It waits unless its status says otherwise. Rules in force are applied to pages that come; a reparse of the site brings them to stored documents.',
  })
  @ApiBody(described(addBody))
  @ApiResponse({ status: 201, standardSchema: ruleShape })
  async add(@Req() request: FastifyRequest) {
    return ruleJson(await this.desk.add(valid(addBody, optionalJsonBody(request))));
  }

  @Post('preview')
  @HttpCode(200)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({
    summary: 'What a rule, stored or not, would change on stored captures',
    description: 'Parses the newest captures of the site with the rule and without it, beside the other rules in force. Stores nothing.',
  })
  @ApiBody(described(previewBody))
  @ApiOkResponse({ standardSchema: previewShape })
  async preview(@Req() request: FastifyRequest) {
    const { id, limit, ...asked } = valid(previewBody, optionalJsonBody(request));
    const { site, effect, selector } = id === undefined ? wholeRule(asked) : await this.desk.get(id);
    const pages = await this.desk.preview(site, { effect, selector }, limit);
    return { site, effect, selector, pages: pages.map(previewedJson) };
  }

  @Post('learn')
  @HttpCode(200)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({
    summary: 'Look for blocks that the stored pages of a site repeat inside their speeches',
    description: 'Offers rules against them; none is applied. What a person has decided on is not offered again.',
  })
  @ApiBody(described(learnBody))
  @ApiOkResponse({ standardSchema: learnedShape })
  async learn(@Req() request: FastifyRequest) {
    const { site } = valid(learnBody, optionalJsonBody(request));
    const { read, offered } = await this.desk.learn(site);
    return { site, read, offered: offered.map(ruleJson) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One rule' })
  @ApiOkResponse({ standardSchema: ruleShape })
  async get(@Param({ schema: ruleId }) { id }: { id: string }) {
    return ruleJson(await this.desk.get(id));
  }

  @Patch(':id')
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({ summary: 'Put a rule in force or out of it, or change its note' })
  @ApiBody(described(changeBody))
  @ApiOkResponse({ standardSchema: ruleShape })
  async change(@Param({ schema: ruleId }) { id }: { id: string }, @Req() request: FastifyRequest) {
    const { status, note } = valid(changeBody, optionalJsonBody(request));
    return ruleJson(await this.desk.change(id, { ...(status && { status }), ...(note !== undefined && { note }) }));
  }

  @Delete(':id')
  @HttpCode(204)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({ summary: 'Remove a rule', description: 'A learned one may be offered again; put it off instead to be asked no more.' })
  @ApiNoContentResponse()
  async remove(@Param({ schema: ruleId }) { id }: { id: string }): Promise<void> {
    await this.desk.remove(id);
  }
}

function wholeRule({ site, selector, effect }: Omit<z.output<typeof previewBody>, 'id' | 'limit'>) {
  if (site !== undefined && selector !== undefined) return { site, selector, effect };
  const [field, remedy] =
    site === undefined ? ['site', 'Give a site and a selector, or the id of a stored rule.'] : ['selector', 'Give one.'];
  throw badRequest('invalid-fields', `${field} is missing. ${remedy}`, [{ field, message: 'is missing', remedy }]);
}
