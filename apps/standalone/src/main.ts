import 'reflect-metadata';
import { runApp } from '#platform';
import { AnnouncerModule } from '../../announcer/src/announcer.module.js';
import { ApiModule } from '../../api/src/api.module.js';
import { startHttp } from '../../api/src/start-http.js';
import { CrawlerModule } from '../../crawler/src/crawler.module.js';
import { IndexerModule } from '../../indexer/src/indexer.module.js';
import { ParserModule } from '../../parser/src/parser.module.js';

/** All rooms in one process: the default way to run. */
await runApp({
  name: 'standalone',
  modules: [CrawlerModule, ParserModule, IndexerModule, AnnouncerModule, ApiModule],
  start: startHttp,
  servesHttp: true,
  keepsIndex: true,
});
