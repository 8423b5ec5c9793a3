import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { z } from 'zod';
import { IMAGE_ENV } from '../apps/cli/src/bench/servers/image-env.js';
import { loadConfig, needsSharedEngines, settings } from '#platform';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const composeShape = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      command: z.union([z.string(), z.array(z.string())]).optional(),
      environment: z.record(z.string(), z.string()).optional(),
      ports: z.array(z.string()).optional(),
      healthcheck: z.looseObject({ test: z.unknown() }).optional(),
      mem_limit: z.string(),
      restart: z.string(),
      read_only: z.boolean().optional(),
      cap_drop: z.array(z.string()).optional(),
      depends_on: z.record(z.string(), z.unknown()).optional(),
      volumes: z.array(z.string()).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

const compose = composeShape.parse(parse(read('docker-compose.yml'), { merge: true }));
const apps = ['crawler', 'parser', 'indexer', 'announcer', 'api'];
const service = (name: string) => compose.services[name] ?? {};

/** What compose puts in for `${NAME:-word}` and `${NAME:?…}`. */
const filled = (value: string) =>
  value.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_all, _name, how, word) => (how === '-' ? word : 'a-secret-of-sixteen'));

describe('docker-compose.yml', () => {
  it('runs the five apps and the four servers', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual([...apps, 'postgres', 'redis', 'elasticsearch', 'blobs'].toSorted());
  });

  it.each(apps)('starts the %s by its own main on shared engines, with settings that exist', (name) => {
    const { command, environment = {} } = compose.services[name] ?? {};
    expect(command).toEqual(['node', `dist/apps/${name}/src/main.js`]);
    expect(existsSync(join(root, `apps/${name}/src/main.ts`))).toBe(true);
    expect(Object.keys(environment).filter((setting) => !(setting in settings.shape))).toEqual([]);
    const config = loadConfig(Object.fromEntries(Object.entries(environment).map(([setting, value]) => [setting, filled(value)])));
    expect(needsSharedEngines(config)).toBeNull();
  });

  it.each(apps)('keeps the %s without rights to change its image, to gain powers or to use all memory', (name) => {
    expect(service(name)).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      restart: 'unless-stopped',
    });
  });

  it('opens no port but on this machine, and of the servers none', () => {
    const open = Object.entries(compose.services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    expect(open).toEqual([['api', expect.stringMatching(/^127\.0\.0\.1:/)]]);
  });

  it('looks after the health of every server, and waits for it', () => {
    for (const name of ['postgres', 'redis', 'elasticsearch', 'blobs']) {
      expect(service(name)).toMatchObject({ healthcheck: { test: expect.anything() } });
      for (const app of apps) expect(service(app)).toMatchObject({ depends_on: { [name]: { condition: 'service_healthy' } } });
    }
  });

  it('names every volume it uses, and no other', () => {
    const used = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]));
    expect(used.toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });
});

describe('the Dockerfile', () => {
  const text = read('Dockerfile');

  it('has no fault', () => {
    expect(validate(text).map(({ range, message }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it('runs as nobody of power, and is asked for its health', () => {
    const lines = text.split('\n');
    const last = lines.findLastIndex((line) => line.startsWith('FROM '));
    const stage = lines.slice(last);
    expect(stage.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(stage.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
  });

  it('keeps the apps as small as the bench measures them', () => {
    const set = [...text.matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs = '']) => pairs.split(' '));
    expect(set).toEqual(expect.arrayContaining(Object.entries(IMAGE_ENV).map(([name, value]) => `${name}=${value}`)));
  });

  it('copies what exists', () => {
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));
    expect(copied.filter((source) => !existsSync(join(root, source)))).toEqual([]);
  });
});
