import type { Server } from 'node:http';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { ApiConfig } from '#platform';
import { Access, isPush } from './http/access.js';
import { refuseOtherHosts } from './http/allowed-hosts.js';
import { jsonLimit, readBodies } from './http/bodies.js';
import { limitBodies } from './http/body-budget.js';
import { answerBadPath, answerBrokenRequest, MOST_HEADER_BYTES } from './http/broken-requests.js';
import { parseQueryString } from './http/query-string.js';
import { refuseOtherSites } from './http/same-site.js';
import { DOCS_POLICY, securityHeaders } from './http/security-headers.js';
import { serveDescription } from './openapi.js';
import { assetsFolder } from './pages/assets.js';

const REQUEST_TIMEOUT_MS = 300_000;
const YEAR = 365 * 24 * 3_600 * 1_000;

/** Options of the Fastify instance under the API. */
export function fastifyOptions({ maxBodyBytes }: ApiConfig): FastifyHttpOptions<Server> {
  return {
    http: { maxHeaderSize: MOST_HEADER_BYTES },
    bodyLimit: jsonLimit(maxBodyBytes),
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { querystringParser: parseQueryString, maxParamLength: 500, ignoreTrailingSlash: true },
    frameworkErrors: answerBadPath,
    clientErrorHandler: answerBrokenRequest,
  };
}

/** Everything around the controllers: bodies, headers, the guards against other sites, names and machines, assets, the description. */
export async function configureApi(app: NestFastifyApplication, config: ApiConfig): Promise<void> {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const access = app.get(Access);
  readBodies(fastify, config.maxBodyBytes);
  await app.register(fastifyMultipart, { throwFileSizeLimit: true });
  await app.register(fastifyHelmet, securityHeaders);
  fastify.addHook('onRequest', async (request, reply) => {
    refuseOtherHosts(request, config);
    refuseOtherSites(request);
    if (isPush(request)) access.requirePush(request);
    if (request.url.startsWith('/api/')) reply.header('Cache-Control', 'private, no-cache');
    if (request.url.startsWith('/api/docs')) reply.header('Content-Security-Policy', DOCS_POLICY);
  });
  limitBodies(fastify, config.maxBodyBytes, (request) => !access.mayPush(request));
  app.useStaticAssets({ root: assetsFolder, prefix: '/assets/', maxAge: YEAR, immutable: true, index: false, list: false });
  serveDescription(app);
}
