import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { ApiConfig } from '#platform';
import { DocumentsController } from './documents/documents.controller.js';
import { Intake } from './documents/intake.js';
import { Reading } from './documents/reading.js';
import { EventTail } from './events/event-tail.js';
import { EventsController } from './events/events.controller.js';
import { Streams } from './events/streams.js';
import { HealthController } from './health/health.controller.js';
import { Access } from './http/access.js';
import { AdminKey, openAdminKey } from './http/admin-key.js';
import { ProblemFilter } from './http/problem.filter.js';
import { validation } from './http/validation.js';
import { ArchivePages } from './pages/archive.pages.js';
import { KeyPages } from './pages/key.pages.js';
import { OperationPages } from './pages/operation.pages.js';
import { FrontPage } from './pages/search/front-page.js';
import { SearchPages } from './pages/search.pages.js';
import { SpeechPages } from './pages/speech.pages.js';
import { SiteRulePages } from './pages/site-rule.pages.js';
import { UploadPages } from './pages/upload.pages.js';
import { ParseController } from './parse/parse.controller.js';
import { FailuresController } from './queues/failures.controller.js';
import { LatestFigures } from './queues/latest-figures.js';
import { QueuesController } from './queues/queues.controller.js';
import { ReparsesController } from './reparses/reparses.controller.js';
import { Search } from './search/search-service.js';
import { SearchController } from './search/search.controller.js';
import { SiteRuleDesk } from './site-rules/site-rule-desk.js';
import { SiteRulesController } from './site-rules/site-rules.controller.js';
import { SpeechesController } from './speeches/speeches.controller.js';

/** The HTTP side: the API under /api/v1, health and metrics, and the pages. The engines come from the module around it. */
@Module({
  controllers: [
    DocumentsController,
    SpeechesController,
    SearchController,
    ParseController,
    EventsController,
    QueuesController,
    FailuresController,
    ReparsesController,
    SiteRulesController,
    HealthController,
    SearchPages,
    UploadPages,
    SpeechPages,
    ArchivePages,
    OperationPages,
    SiteRulePages,
    KeyPages,
  ],
  providers: [
    Intake,
    Reading,
    Search,
    FrontPage,
    EventTail,
    Streams,
    LatestFigures,
    SiteRuleDesk,
    Access,
    { provide: AdminKey, inject: [ApiConfig], useFactory: openAdminKey },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: validation },
  ],
})
export class ApiModule {}
