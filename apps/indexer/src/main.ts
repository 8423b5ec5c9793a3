import 'reflect-metadata';
import { needsSharedEngines, runApp, startContext } from '#platform';
import { IndexerModule } from './indexer.module.js';

/** The indexer room as a process of its own. */
await runApp({
  name: 'indexer',
  modules: [IndexerModule],
  start: startContext,
  servesHttp: false,
  needs: ['index'],
  keepsIndex: true,
  refuses: needsSharedEngines,
});
