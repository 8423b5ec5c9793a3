import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { toCloudEvent } from '#domain';
import { EventLog } from '#store';
import { badRequest } from '../http/problem.js';
import { pageSize, strict } from '../http/schemas.js';
import { EventTail } from './event-tail.js';
import type { EventStream } from './sse.js';
import { Streams } from './streams.js';

const sequence = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const pullQuery = strict({ after: sequence.default(0).describe('The last sequence number you have seen.'), limit: pageSize(1_000, 100) });
const streamQuery = strict({ after: sequence.optional().describe('Without it and without Last-Event-ID the stream begins now.') });

const cloudEventShape = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  subject: z.string().describe('Id of the speech.'),
  time: z.iso.datetime(),
  sequence: z.string(),
  datacontenttype: z.string(),
  data: z.looseObject({
    title: z.string(),
    documentId: z.string(),
    revision: z.int(),
    site: z.string().nullable(),
    url: z.string().nullable(),
    date: z.string().nullable(),
    kind: z.string(),
    headings: z.array(z.string()),
    reason: z.string().optional(),
  }),
});
const eventsShape = z.looseObject({ events: z.array(cloudEventShape), next: z.int().describe('Ask after this number next.') });

const BATCH = 100;
const HEARTBEAT_MS = 15_000;

@ApiTags('events')
@Controller('api/v1/events')
export class EventsController {
  constructor(
    private readonly events: EventLog,
    private readonly tail: EventTail,
    private readonly streams: Streams,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The log, as CloudEvents', description: 'Dense and append-only: who has read a number has seen all before it.' })
  @ApiOkResponse({ standardSchema: eventsShape })
  async pull(@Query({ schema: pullQuery }) { after, limit }: z.output<typeof pullQuery>) {
    const events = await this.events.after(after, limit);
    return { events: events.map(toCloudEvent), next: events.at(-1)?.sequence ?? after };
  }

  @Get('stream')
  @ApiOperation({
    summary: 'The log as server-sent events',
    description: 'Each message has the sequence number as its id; a client that sends it back as Last-Event-ID misses nothing.',
  })
  @ApiProduces('text/event-stream')
  @ApiHeader({ name: 'Last-Event-ID', required: false })
  @ApiOkResponse({ description: 'Messages of type event with a CloudEvent as data.' })
  async stream(
    @Query({ schema: streamQuery }) { after }: z.output<typeof streamQuery>,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const from = lastSeen(lastEventId) ?? after ?? (await this.events.last());
    await this.streams.run(request, reply, (stream) => this.follow(stream, from));
  }

  /** Reads on from its own place in the log: nothing is kept for a client, so a slow one costs nothing and a returning one misses nothing. */
  private async follow(stream: EventStream, from: number): Promise<void> {
    // an id without data moves the client's Last-Event-ID, so that a break before the first event loses nothing either
    await stream.send({ comment: 'ready', id: String(from) });
    let at = from;
    let quietSince = performance.now();
    while (!stream.over.aborted) {
      const { turn } = this.tail;
      const events = await this.events.after(at, BATCH);
      for (const event of events) {
        if (!(await stream.send({ id: String(event.sequence), event: 'event', data: JSON.stringify(toCloudEvent(event)) }))) return;
        at = event.sequence;
      }
      if (events.length > 0) quietSince = performance.now();
      if (events.length === BATCH) continue;
      await this.tail.news(turn, Math.max(1, quietSince + HEARTBEAT_MS - performance.now()), stream.over);
      if (performance.now() - quietSince < HEARTBEAT_MS) continue;
      await stream.send({ comment: 'still here' });
      quietSince = performance.now();
    }
  }
}

function lastSeen(header: string | undefined): number | null {
  if (header === undefined || header === '') return null;
  if (/^\d{1,15}$/.test(header)) return Number(header);
  const remedy = 'Send the id of the last message, which is a sequence number, or leave the header out.';
  throw badRequest('invalid-fields', `Last-Event-ID is not a sequence number. ${remedy}`, [
    { field: 'Last-Event-ID', message: 'is not a sequence number', remedy },
  ]);
}
