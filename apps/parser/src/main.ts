import 'reflect-metadata';
import { needsSharedEngines, runApp, startContext } from '#platform';
import { ParserModule } from './parser.module.js';

/** The parser room as a process of its own. */
await runApp({
  name: 'parser',
  modules: [ParserModule],
  start: startContext,
  servesHttp: false,
  needs: ['blobs', 'parser'],
  refuses: needsSharedEngines,
});
