/**
 * Pure functions on Chinese text that parsing and search share: numerals, dates, folding, runs. Imports nothing of ours.
 * Start reading at `numerals.ts`.
 */
export * from './dates.js';
export { fold, foldingAlso, foldWidth } from './fold.js';
export * from './numerals.js';
export { type Run, runsOf } from './runs.js';
