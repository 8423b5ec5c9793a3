import { Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { STAGES } from '#domain';
import { DeadLetters } from '#store';
import { AdminGuard } from '../http/access.js';
import { notFound } from '../http/problem.js';
import { cleanText, strict } from '../http/schemas.js';
import { LatestFigures } from './latest-figures.js';

const groupParam = strict({ group: cleanText(200) });
type GroupParam = z.output<typeof groupParam>;

const failuresShape = z.looseObject({
  groups: z.array(
    z.looseObject({
      group: z.string(),
      stage: z.enum(STAGES),
      count: z.int(),
      lastMessage: z.string(),
      lastAt: z.iso.datetime(),
      documentIds: z.array(z.string()).describe('A few of them.'),
    }),
  ),
});
const changedShape = z.looseObject({ group: z.string(), documents: z.int() });

@ApiTags('failures')
@Controller('api/v1/failures')
export class FailuresController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly figures: LatestFigures,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Documents that are not tried again by themselves, grouped by what went wrong' })
  @ApiOkResponse({ standardSchema: failuresShape })
  async groups() {
    const groups = await this.letters.groups();
    return { groups: groups.map((group) => ({ ...group, lastAt: group.lastAt.toISOString() })) };
  }

  @Post(':group/retry')
  @HttpCode(200)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({ summary: 'Try all documents of a group again' })
  @ApiOkResponse({ standardSchema: changedShape })
  async retry(@Param({ schema: groupParam }) { group }: GroupParam) {
    return this.changed(group, await this.letters.retry(group));
  }

  @Post(':group/discard')
  @HttpCode(200)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({ summary: 'Discard a group: its documents keep their reason, and nobody tries them again' })
  @ApiOkResponse({ standardSchema: changedShape })
  async discard(@Param({ schema: groupParam }) { group }: GroupParam) {
    return this.changed(group, await this.letters.discard(group));
  }

  private changed(group: string, documents: number) {
    if (documents === 0) throw notFound('No failures belong to this group.', 'GET /api/v1/failures lists the groups.');
    this.figures.renew();
    return { group, documents };
  }
}
