import 'reflect-metadata';
import { needsSharedEngines, runApp, startContext } from '#platform';
import { CrawlerModule } from './crawler.module.js';

/** The crawler room as a process of its own. */
await runApp({
  name: 'crawler',
  modules: [CrawlerModule],
  start: startContext,
  servesHttp: false,
  needs: ['blobs'],
  refuses: needsSharedEngines,
});
