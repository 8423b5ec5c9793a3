/**
 * Finding speeches: the port (SearchIndex), the query language, highlights, and its two engines: the embedded index and Elasticsearch.
 * May import text, domain and stages. Start reading at `search-index.ts`, then `query/parse-query.ts`; README.md tells what is found.
 */
export { BadCursor } from './cursor.js';
export { type EmbeddedIndex, type EmbeddedIndexOptions, openEmbeddedIndex } from './embedded/embedded-index.js';
export { storedSpeech } from './elasticsearch/mapping.js';
export { type ElasticOptions, openElasticIndex } from './elasticsearch/open-elastic-index.js';
export { rebuildElasticIndex } from './elasticsearch/rebuild-elastic-index.js';
export { rebuildEmbeddedIndex } from './embedded/rebuild-embedded-index.js';
export { IndexRebuild } from './index-rebuild.js';
export { formatQuery } from './query/format-query.js';
export { parseQuery } from './query/parse-query.js';
export type { QueryNode } from './query/query-node.js';
export { QuerySyntaxError } from './query/query-syntax-error.js';
export { type Highlight, type SearchEntry, SearchIndex, type SearchRequest, type SpeechHit, type SpeechHits } from './search-index.js';
