import { Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { QueueBoard } from '#queue';
import type { RoomName } from '#stages';
import { AdminGuard } from '../http/access.js';
import { notFound } from '../http/problem.js';
import { strict } from '../http/schemas.js';
import { LatestFigures } from './latest-figures.js';

export const ROOMS = ['crawler', 'parser', 'indexer', 'announcer'] as const satisfies readonly RoomName[];

const stageParam = strict({ stage: z.enum(ROOMS, `is not a stage; the stages are ${ROOMS.join(', ')}`) });
type StageParam = z.output<typeof stageParam>;

const percentiles = z.looseObject({ p50: z.number(), p95: z.number() }).nullable();
const stageShape = z.looseObject({
  stage: z.enum(ROOMS),
  queue: z.string(),
  waiting: z.int(),
  active: z.int(),
  delayed: z.int().describe('Put off after a fault, to be tried again.'),
  failed: z.int(),
  paused: z.boolean(),
  oldestAgeMs: z.number().nullable(),
  waitMs: percentiles,
  runMs: percentiles,
  ratePerMinute: z.looseObject({ in: z.number(), out: z.number() }),
  workers: z.int(),
  forecastSeconds: z.number().nullable().describe('Until the stage is empty at the present rate; null when nothing moves.'),
});
const overviewShape = z.looseObject({ stages: z.array(stageShape) });

@ApiTags('queues')
@Controller('api/v1/queues')
export class QueuesController {
  constructor(
    private readonly board: QueueBoard,
    private readonly figures: LatestFigures,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What waits, runs and failed in each stage' })
  @ApiOkResponse({ standardSchema: overviewShape })
  async overview() {
    return { stages: await this.figures.get() };
  }

  @Get(':stage')
  @ApiOperation({ summary: 'One stage' })
  @ApiOkResponse({ standardSchema: stageShape })
  async stage(@Param({ schema: stageParam }) { stage }: StageParam) {
    const figures = (await this.figures.get()).find((each) => each.stage === stage);
    if (!figures) throw notFound(`There is no stage ${stage}.`, `The stages are ${ROOMS.join(', ')}.`);
    return figures;
  }

  @Post(':stage/pause')
  @HttpCode(204)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({ summary: 'Take nothing new; work in hand is finished' })
  @ApiNoContentResponse()
  async pause(@Param({ schema: stageParam }) { stage }: StageParam): Promise<void> {
    await this.board.pause(stage);
    this.figures.renew();
  }

  @Post(':stage/resume')
  @HttpCode(204)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({ summary: 'Go on' })
  @ApiNoContentResponse()
  async resume(@Param({ schema: stageParam }) { stage }: StageParam): Promise<void> {
    await this.board.resume(stage);
    this.figures.renew();
  }
}
