/**
 * Turns the bytes of a capture into a page result: what a page's author wrote, what the site added, what is lost, each character with its
 * bytes. Pure: no clock, disk, network or thread. May import `#text` and `#domain`. Start reading at `parse-page.ts`, then `README.md`.
 */
export { type LearnedRule, learnRules } from './html/site-rules/learn-rules.js';
export { type SelectorFault, selectorFault } from './html/site-rules/selector.js';
export { type Coverage, coverageOf } from './page/coverage.js';
export { parsePage } from './parse-page.js';
export { readPage } from './read-page.js';
export { PARSER_VERSION } from './version.js';
