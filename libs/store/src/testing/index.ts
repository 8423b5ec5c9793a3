/** For specs of all libs: a store on a fresh database in about a second, and builders that give every field a value. */
export { aCapture, aPage, aSpeech } from './builders.js';
export { openTestStore, type TestStore } from './open-test-store.js';
export { makeEarlierTables } from './earlier-tables.js';
export { administer, openServerStore } from './open-server-store.js';
