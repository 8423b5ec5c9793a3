import { BadConfig, loadConfig, needsSharedEngines, settings } from './config.js';

function problemsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(BadConfig);
    return error instanceof BadConfig
      ? error.message
          .split('\n')
          .slice(1)
          .map((line) => line.trim())
      : [];
  }
}

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

  it.each([
    ['PORT', 'abc', 'PORT: write a whole number from 0 to 65535, in digits alone; it is set to "abc"'],
    ['PORT', '80000', 'PORT: write a whole number from 0 to 65535, in digits alone; it is set to "80000"'],
    ['PORT', '1e3', 'PORT: write a whole number'],
    ['MAX_BODY_BYTES', '20MB', 'MAX_BODY_BYTES: write a whole number from 1024 to 1073741824, in digits alone; it is set to "20MB"'],
    ['SAMPLES', 'yes', 'SAMPLES: write on or off; it is set to "yes"'],
    ['LOG_FORMAT', 'xml', 'LOG_FORMAT: write one of text, json; it is set to "xml"'],
    ['ALLOWED_HOSTS', 'a b,http://c', 'ALLOWED_HOSTS: write names such as archive.example'],
    ['ELASTICSEARCH_URL', 'me:hush@search:9200', 'ELASTICSEARCH_URL: write http://host:9200'],
    ['ADMIN_KEY', 'hush', 'ADMIN_KEY: use at least 16 characters'],
  ])('says of %s=%s what is expected and what was given, without the language of a validator or secrets', (name, value, sentence) => {
    const said = problemsOf({ [name]: value });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(sentence);
    expect(said[0]).not.toMatch(/hush|[Ii]nvalid|NaN|expected|\.\d/);
  });

  it('has a sentence of its own for whatever a setting refuses', () => {
    const wrong = problemsOf(Object.fromEntries(Object.keys(settings.shape).map((name) => [name, '\0 \u{1f300}'])));
    expect(wrong.length).toBeGreaterThan(20);
    for (const sentence of wrong) expect(sentence).toMatch(/^[A-Z_]+: (write|use) /);
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

  it('lets nothing end a process that somebody uses', () => {
    const points = 'indexer.after-engine-ack=kill';
    expect(loadConfig({}).failpoints).toBeNull();
    expect(() => loadConfig({ ROSTRA_FAILPOINTS: points, NODE_ENV: 'production' })).toThrow('leave it unset');
    expect(() => loadConfig({ ROSTRA_FAILPOINTS: points })).toThrow('leave it unset');
    expect(() => loadConfig({ ROSTRA_FAILPOINTS: 'here=kill', NODE_ENV: 'test' })).toThrow(
      'ROSTRA_FAILPOINTS: "here=kill" is no failpoint',
    );
    expect(loadConfig({ ROSTRA_FAILPOINTS: points, NODE_ENV: 'test' }).failpoints?.size).toBe(1);
  });

  it('names the engines that a single room is missing', () => {
    expect(needsSharedEngines(loadConfig({ BLOBS_URL: 's3://rostra' }))).toContain('set DATABASE_URL, ELASTICSEARCH_URL.');
    const shared = { DATABASE_URL: 'postgres://db/rostra', ELASTICSEARCH_URL: 'http://search:9200', BLOBS_URL: 's3://rostra' };
    expect(needsSharedEngines(loadConfig(shared))).toBeNull();
  });
});
