/**
 * The words of the archive: documents, captures, page results, speeches, events and the three kinds of error.
 * Plain TypeScript that imports nothing. Start reading at `page-result.ts`, then `documents.ts`.
 */
export * from './documents.js';
export * from './errors.js';
export * from './events.js';
export * from './page-changes.js';
export * from './page-result.js';
export * from './recent-trouble.js';
export * from './reparses.js';
export * from './site-rules.js';
export * from './speech-markdown.js';
export * from './speeches.js';
