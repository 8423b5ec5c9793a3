import { BadConfig, loadConfig } from './config.js';

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

  it('refuses an engine that this version does not have instead of ignoring it', () => {
    expect(() => loadConfig({ ELASTICSEARCH_URL: 'http://search:9200' })).toThrow('ELASTICSEARCH_URL');
  });
});
