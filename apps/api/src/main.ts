import 'reflect-metadata';
import { needsSharedEngines, runApp } from '#platform';
import { ApiModule } from './api.module.js';
import { startHttp } from './start-http.js';

/** HTTP, pages and events as a process of its own. */
await runApp({ name: 'api', modules: [ApiModule], start: startHttp, servesHttp: true, refuses: needsSharedEngines });
