import { searchIndexContract } from '../testing/search-index.contract.js';
import { openElasticIndex } from './open-elastic-index.js';

const url = process.env.TEST_ELASTICSEARCH_URL;
if (!url) throw new Error('TEST_ELASTICSEARCH_URL is not set: start the servers with scripts/services.sh.');

searchIndexContract('Elasticsearch', (place) => openElasticIndex({ nodes: [url], prefix: `rostra-spec-${place}` }));
