import { Controller, Get, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { REPARSE_SCOPES } from '#domain';
import { ParserPool } from '#pipeline';
import { Reparses } from '#store';
import { AdminGuard } from '../http/access.js';
import { optionalJsonBody } from '../http/bodies.js';
import { notFound, type Refusal } from '../http/problem.js';
import { pathId, strict } from '../http/schemas.js';
import { valid } from '../http/validation.js';
import { siteName } from '../site-rules/site-rule-shapes.js';
import { reparseJson, reparseListShape, reparseReportJson, reparseReportShape, reparseShape } from './reparse-shapes.js';

const reparseId = pathId('reparse');
const startBody = strict({
  scope: z
    .enum(REPARSE_SCOPES)
    .default('outdated')
    .describe('Documents whose result is of another parser version or made with other rules of their site, or all.'),
  site: siteName.nullable().default(null).describe('Documents of this site only.'),
  mode: z.literal('dry-run').describe('A run always begins as a dry run; apply it when its report looks right.'),
});

/** How a new parser version reaches the stored captures: compare, look, apply, and back again if need be. */
@ApiTags('reparses')
@Controller('api/v1/reparses')
export class ReparsesController {
  constructor(
    private readonly reparses: Reparses,
    private readonly parser: ParserPool,
  ) {}

  @Post()
  @HttpCode(202)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({
    summary: 'Begin a dry run of the present parser over the stored captures',
    description: 'Changes nothing that readers see. One of the same scope, site and version that is under way goes on.',
  })
  @ApiBody({ schema: z.toJSONSchema(startBody, { target: 'openapi-3.0', io: 'input' }) as object })
  @ApiResponse({ status: 202, standardSchema: reparseShape })
  async start(@Req() request: FastifyRequest) {
    const { scope, site } = valid(startBody, optionalJsonBody(request));
    return reparseJson(await this.reparses.start(scope, this.parser.version, site));
  }

  @Get()
  @ApiOperation({ summary: 'The latest runs, newest first' })
  @ApiOkResponse({ standardSchema: reparseListShape })
  async list() {
    return { reparses: (await this.reparses.list()).map(reparseJson) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One run: progress, counts, kinds of change, worst examples' })
  @ApiOkResponse({ standardSchema: reparseReportShape })
  async get(@Param({ schema: reparseId }) { id }: { id: string }) {
    const report = await this.reparses.report(id);
    if (!report) throw noSuchRun();
    return reparseReportJson(report);
  }

  @Post(':id/apply')
  @HttpCode(202)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({
    summary: 'Switch the documents to the results of a dry run',
    description: 'Each in one step; readers of the log hear of each speech that changed once. Earlier runs cannot be rolled back any more.',
  })
  @ApiResponse({ status: 202, standardSchema: reparseShape })
  async apply(@Param({ schema: reparseId }) { id }: { id: string }) {
    const run = await this.reparses.apply(id, this.parser.version);
    if (!run) throw noSuchRun();
    return reparseJson(run);
  }

  @Post(':id/rollback')
  @HttpCode(202)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({
    summary: 'Put back what an applied run has replaced',
    description: 'Possible until the next run is applied, and for 14 days. Documents that have something newer keep it.',
  })
  @ApiResponse({ status: 202, standardSchema: reparseShape })
  async rollBack(@Param({ schema: reparseId }) { id }: { id: string }) {
    const run = await this.reparses.rollBack(id);
    if (!run) throw noSuchRun();
    return reparseJson(run);
  }
}

const noSuchRun = (): Refusal => notFound('No run has this id.', 'GET /api/v1/reparses lists them.');
