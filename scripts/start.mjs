// Builds when the sources are newer, then becomes Rostra: one process, so that a signal to npm reaches it.
import { buildWhenNeeded } from './build.mjs';

try {
  buildWhenNeeded();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const [app = 'standalone'] = process.argv.slice(2);
if (!/^(standalone|crawler|parser|indexer|announcer|api)$/.test(app)) {
  console.error(`There is no app "${app}"; name crawler, parser, indexer, announcer, api or none for all of them in one process`);
  process.exit(64);
}
await import(`../dist/apps/${app}/src/main.js`);
