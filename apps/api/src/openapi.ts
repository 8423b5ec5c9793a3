import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Content = Record<string, { schema?: { oneOf?: readonly object[] } & object }>;

const problem = {
  type: 'object' as const,
  description: 'RFC 9457.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'errors'],
  properties: {
    type: { type: 'string' as const, description: 'urn:rostra:problem: and a word that stays.' },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    detail: { type: 'string' as const },
    instance: { type: 'string' as const },
    position: { type: 'integer' as const, description: 'Offset in q, for a query that cannot be read.' },
    hint: { type: 'string' as const },
    errors: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        required: ['field', 'message', 'remedy'],
        properties: { field: { type: 'string' as const }, message: { type: 'string' as const }, remedy: { type: 'string' as const } },
      },
    },
  },
};

/** The description of the API, made from the schemas that check the requests. */
function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Rostra')
    .setDescription(
      'An archive of speeches: push captures, read and search speeches, follow the event log, watch the queues. Errors are RFC 9457 problem details.',
    )
    .setVersion('1')
    .addSecurity('admin', {
      type: 'http',
      scheme: 'bearer',
      description:
        'The setting ADMIN_KEY. Unset: the key in the file admin.key of DATA_DIR. Pushing from the same machine needs none then.',
    })
    .build();
  const operationIdFactory = (controller: string, method: string) => `${controller.replace('Controller', '').toLowerCase()}_${method}`;
  return completed(SwaggerModule.createDocument(app, config, { operationIdFactory }));
}

/** `/api/openapi.json`, and the same to browse at `/api/docs`; made when somebody asks first. */
export function serveDescription(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Rostra API',
    raw: ['json'],
  });
}

/** Adds what the decorators cannot say: the problem each call may answer, and which of two schemas is the form. */
function completed(document: OpenAPIObject): OpenAPIObject {
  for (const item of Object.values(document.paths)) {
    for (const operation of [item.get, item.post, item.delete]) if (operation) complete(operation);
  }
  const components = { ...document.components, schemas: { ...document.components?.schemas, Problem: problem } };
  return JSON.parse(JSON.stringify({ ...document, components }, withoutIntegerBounds));
}

/** Every whole number has the bounds of a double's whole numbers; to say so a hundred times helps nobody. */
function withoutIntegerBounds(key: string, value: unknown): unknown {
  return (key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER ? undefined : value;
}

function complete(operation: Operation): void {
  const schema = { $ref: '#/components/schemas/Problem' };
  operation.responses.default = {
    description: 'What is wrong and what to do about it.',
    content: { 'application/problem+json': { schema } },
  };
  if (!operation.requestBody || !('content' in operation.requestBody)) return;
  const content: Content = operation.requestBody.content;
  const [json, form] = content['multipart/form-data']?.schema?.oneOf ?? [];
  if (!json || !form) return;
  content['application/json'] = { schema: json };
  content['multipart/form-data'] = { schema: form };
}
