// Builds when the sources are newer, then becomes Rostra: one process, so that a signal to npm reaches it.
import { buildWhenNeeded } from './build.mjs';

try {
  buildWhenNeeded();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../dist/apps/standalone/src/main.js');
