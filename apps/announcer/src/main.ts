import 'reflect-metadata';
import { needsSharedEngines, runApp, startContext } from '#platform';
import { AnnouncerModule } from './announcer.module.js';

/** The announcer room as a process of its own. */
await runApp({
  name: 'announcer',
  modules: [AnnouncerModule],
  start: startContext,
  servesHttp: false,
  needs: ['index', 'blobs'],
  refuses: needsSharedEngines,
});
