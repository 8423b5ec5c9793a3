import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Engines, NestLog } from '#platform';
import { configureApi, fastifyOptions } from './configure-api.js';
import { isLoopback } from './http/addresses.js';

/** Starts the HTTP side over the given modules and says where its key is and where it listens. */
export async function startHttp(engines: Engines, root: DynamicModule, nestLog: NestLog): Promise<INestApplicationContext> {
  const { host, port, adminKey, adminKeyFile } = engines.config.api;
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(fastifyOptions(engines.config.api)), {
    logger: nestLog,
    bodyParser: false,
  });
  await configureApi(app, engines.config.api);
  await app.listen(port, host);
  if (adminKey === null) engines.log.info(`Pausing, retrying, discarding and withdrawing need the key in ${adminKeyFile}`);
  if (adminKey === null && !isLoopback(host))
    engines.log.warn('Documents are taken from this machine only: set ADMIN_KEY to push from others');
  engines.log.info(`Rostra is ready at ${await addressOf(app)}/`);
  return app;
}

/** The address to type into a browser; an IPv6 host is bracketed and the port is the real one. */
async function addressOf(app: NestFastifyApplication): Promise<string> {
  return (await app.getUrl()).replace('[::1]', 'localhost').replace(/\/$/, '');
}
