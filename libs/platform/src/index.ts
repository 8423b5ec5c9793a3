/**
 * Where a process is put together: validated settings, the log, opening and closing of engines, running an app.
 * The only place that knows which engine is behind a URL; imported by apps alone. Start reading at `run-app.ts`, then `engines.ts`.
 */
export { type Archive, lockArchive, openArchive } from './archive.js';
export { ApiConfig, BadConfig, type Config, loadConfig, needsSharedEngines, settings } from './config.js';
export { type Engines, openEngines } from './engines.js';
export { enginesModule } from './engines.module.js';
export { NestLog, openLog } from './logging.js';
export { type Labels, metric, processMetrics, type Sample } from './metrics.js';
export { ReadinessCheck } from './readiness.js';
export { RoomRunner } from './room-runner.js';
export { type App, runApp, startContext } from './run-app.js';
