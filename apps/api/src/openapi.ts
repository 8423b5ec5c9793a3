import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The description of the API, made from the schemas that check the requests. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Rostra')
    .setDescription(
      'An archive of speeches: push captures, read and search speeches, follow the event log, watch the queues. Errors are RFC 9457 problem details.',
    )
    .setVersion('1')
    .addSecurity('admin', {
      type: 'http',
      scheme: 'bearer',
      description: 'The setting ADMIN_KEY. Unset: the calls work from the same machine only.',
    })
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** `/api/openapi.json`, and the same to browse at `/api/docs`; made when somebody asks first. */
export function serveDescription(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Rostra API',
    raw: ['json'],
  });
}
