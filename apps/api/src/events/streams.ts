import { type BeforeApplicationShutdown, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TryLater } from '#domain';
import { type EventStream, streamEvents } from './sse.js';

const MOST_STREAMS = 500;
/** Time that requests under way get at shutdown, in ms; the process itself has ten seconds. */
const PATIENCE_MS = 4_000;

/** Keeps count of the open streams and ends them at shutdown, so that the server can close. */
@Injectable()
export class Streams implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly closing = new AbortController();
  private open = 0;

  constructor(private readonly host: HttpAdapterHost) {}

  onModuleDestroy(): void {
    this.closing.abort();
  }

  beforeApplicationShutdown(): void {
    setTimeout(() => this.host.httpAdapter.getHttpServer().closeAllConnections(), PATIENCE_MS).unref();
  }

  async run(request: FastifyRequest, reply: FastifyReply, talk: (stream: EventStream) => Promise<void>): Promise<void> {
    if (this.open >= MOST_STREAMS) throw new TryLater(5_000, `There are ${MOST_STREAMS} open streams, which is as many as there may be.`);
    this.open += 1;
    try {
      await streamEvents(request, reply, this.closing.signal, talk);
    } finally {
      this.open -= 1;
    }
  }
}
