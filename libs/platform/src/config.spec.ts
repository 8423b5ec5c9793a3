import { BadConfig, loadConfig, needsSharedEngines } from './config.js';

describe('loadConfig', () => {
  it('has a safe default for every setting', () => {
    const config = loadConfig({});
    expect(config.api).toMatchObject({ host: '127.0.0.1', port: 3000, adminKey: null });
    expect(config.database.kind).toBe('embedded');
    expect(config.redis).toBeNull();
    expect(config.samples).toBe(true);
    expect(config.crawler.allowPrivate).toBe(false);
  });

  it('reads names to answer to, and refuses what is none', () => {
    expect(loadConfig({ ALLOWED_HOSTS: ' Archive.example, ,10.0.0.7,' }).api.allowedHosts).toEqual(['archive.example', '10.0.0.7']);
    expect(() => loadConfig({ ALLOWED_HOSTS: 'https://archive.example/' })).toThrow('ALLOWED_HOSTS');
  });

  it('takes an empty value for unset', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ api: { port: 3000 }, database: { kind: 'embedded' } });
  });

  it('reports every bad value in one message', () => {
    const read = () => loadConfig({ PORT: 'many', LOG_LEVEL: 'loud', ADMIN_KEY: 'short', DATABASE_URL: 'mysql://db' });
    expect(read).toThrow(BadConfig);
    for (const name of ['PORT', 'LOG_LEVEL', 'ADMIN_KEY', 'DATABASE_URL']) expect(read).toThrow(name);
  });

  it('takes several nodes of Elasticsearch', () => {
    const { search } = loadConfig({ ELASTICSEARCH_URL: 'https://a:9200, https://b:9200' });
    expect(search).toMatchObject({ kind: 'server', nodes: ['https://a:9200', 'https://b:9200'], prefix: 'rostra-speeches' });
    expect(() => loadConfig({ ELASTICSEARCH_URL: 'search:9200' })).toThrow('ELASTICSEARCH_URL');
  });

  it('takes a bucket for the captures, with keys in its URL or beside it', () => {
    const keys = { access: 'me', secret: 'hush' };
    const place = { endpoint: 'http://store:9000', bucket: 'rostra', prefix: 'speeches/', keys };
    const blobs = { kind: 'server', place, region: null, caFile: null };
    expect(loadConfig({}).blobs.kind).toBe('embedded');
    expect(loadConfig({ BLOBS_URL: 'http://me:hush@store:9000/rostra/speeches' }).blobs).toEqual(blobs);
    const beside = { BLOBS_URL: 'http://store:9000/rostra/speeches', BLOBS_ACCESS_KEY: 'me', BLOBS_SECRET_KEY: 'hush' };
    expect(loadConfig(beside).blobs).toEqual(blobs);
  });

  it.each([
    ['half of the keys', { BLOBS_URL: 's3://rostra', BLOBS_ACCESS_KEY: 'me' }, 'BLOBS_SECRET_KEY: set it together'],
    ['the other half', { BLOBS_URL: 's3://rostra', BLOBS_SECRET_KEY: 'hush' }, 'BLOBS_ACCESS_KEY: set it together'],
    ['keys twice', { BLOBS_URL: 's3://a:hush@rostra', BLOBS_ACCESS_KEY: 'me', BLOBS_SECRET_KEY: 'hush' }, 'keep one of them'],
    [
      'a bucket that is missing',
      { BLOBS_URL: 'http://me:hush@store:9000' },
      'BLOBS_URL: the bucket is missing; write http://host:9000/bucket',
    ],
    ['another kind of address', { BLOBS_URL: 'ftp://me:hush@store/rostra' }, 'BLOBS_URL: write s3://bucket/prefix'],
    ['no region', { BLOBS_URL: 's3://rostra', BLOBS_REGION: 'Frankfurt am Main' }, 'BLOBS_REGION: write a region'],
  ])('refuses %s, without showing keys', (_kind, env, sentence) => {
    expect(() => loadConfig(env)).toThrow(sentence);
    expect(() => loadConfig(env)).not.toThrow('hush');
  });

  it('names the engines that a single room is missing', () => {
    expect(needsSharedEngines(loadConfig({ BLOBS_URL: 's3://rostra' }))).toContain('set DATABASE_URL, ELASTICSEARCH_URL.');
    const shared = { DATABASE_URL: 'postgres://db/rostra', ELASTICSEARCH_URL: 'http://search:9200', BLOBS_URL: 's3://rostra' };
    expect(needsSharedEngines(loadConfig(shared))).toBeNull();
  });
});
