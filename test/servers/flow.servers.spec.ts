import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { generatePage } from '../../apps/cli/src/bench/generate-pages.js';
import { ArchiveClient } from '../support/archive-client.js';
import { OwnServices } from '../support/own-services.js';
import { type AppName, appNames, RunningApps } from '../support/running-apps.js';

const CHARACTERS = 1_500;
const PER_FAULT = 12;
/** How long a push is given again before the suite gives up, in ms. */
const PATIENCE_MS = 60_000;
const KEY = 'a-key-of-the-suite-alone';

interface Pushed {
  readonly id: string;
  readonly phrase: string;
  readonly title: string;
  readonly page: string;
}

describe('five processes on real servers', () => {
  let services: OwnServices;
  let running: RunningApps;
  let client: ArchiveClient;
  const accepted: Pushed[] = [];
  let number = 0;

  beforeAll(async () => {
    services = await OwnServices.start();
    running = await RunningApps.start({ ...services.env, ADMIN_KEY: KEY, LOG_LEVEL: 'debug', PARSER_THREADS: '1' });
    client = new ArchiveClient(running.base, KEY);
  }, 180_000);

  afterAll(async () => {
    await running?.stop();
    await services?.stop();
  }, 60_000);

  /** Pushes so many pages; a push that is not accepted is given again, as clients do. */
  async function push(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      const { fileName, phrase, title, page } = generatePage({ seed: 7, number, characters: CHARACTERS });
      accepted.push({ id: await pushed(fileName, page), phrase, title, page });
      number += 1;
    }
  }

  async function pushed(fileName: string, page: string): Promise<string> {
    for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(200)) {
      try {
        return await client.push(fileName, page);
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
    }
  }

  const redis = async (command: (redis: Redis) => Promise<unknown>) => {
    const connection = new Redis(services.env.REDIS_URL ?? '');
    await command(connection);
    connection.disconnect();
  };

  it.each(appNames)('go on when the %s is killed in the middle of the work', async (name) => {
    await push(PER_FAULT / 2);
    await running.apps[name].end('SIGKILL');
    const pushing = push(PER_FAULT / 2);
    await sleep(500);
    await running.apps[name].start();
    await pushing;
  });

  it('go on when Redis is flushed, and stay paused where people paused them', async () => {
    await client.post('/queues/announcer/pause');
    await push(PER_FAULT / 2);
    await redis((connection) => connection.flushall());
    await push(PER_FAULT / 2);
    for (const deadline = Date.now() + 20_000; !(await client.isPaused('announcer')); await sleep(200)) {
      if (Date.now() > deadline) throw new Error('The announcer is not paused again');
    }
    await client.post('/queues/announcer/resume');
  }, 60_000);

  it('wait for Redis while it is away', async () => {
    await services.kill('redis');
    await push(PER_FAULT);
    await sleep(1_000);
    await services.startAgain('redis');
  }, 60_000);

  it('wait for Elasticsearch while it starts anew', async () => {
    const pushing = push(PER_FAULT);
    await services.kill('elasticsearch');
    await services.startAgain('elasticsearch');
    await pushing;
  }, 120_000);

  it('go on when PostgreSQL falls and comes back', async () => {
    await push(PER_FAULT / 2);
    await services.kill('postgres');
    await services.startAgain('postgres');
    await push(PER_FAULT / 2);
  }, 60_000);

  it('wait for the captures’ store while it is away', async () => {
    await push(PER_FAULT / 2);
    await services.kill('s3');
    await sleep(1_000);
    await services.startAgain('s3');
    await push(PER_FAULT / 2);
  }, 60_000);

  it('share the work with a second one of each', async () => {
    const twins = await running.twins();
    try {
      const took = (name: AppName) => [running, twins].map(({ apps }) => apps[name].said().includes('] DEBUG: done'));
      // which of two takes a job is not for anybody to say
      for (let round = 0; round < 20 && took('parser').includes(false); round += 1) await push(PER_FAULT / 2);
      await client.settled();
      expect({ parser: took('parser'), workers: await client.workersOf('parser') }).toEqual({ parser: [true, true], workers: 2 });
      expect(await new ArchiveClient(twins.base, KEY).documents()).toEqual(await client.documents());
    } finally {
      expect(await twins.stop()).toEqual(Object.fromEntries(appNames.map((name) => [name, 0])));
    }
  }, 120_000);

  it('make every accepted document searchable', async () => {
    const ends = new Map((await client.settled()).map((document) => [document.id, document]));
    expect(accepted.filter(({ id }) => ends.get(id)?.status !== 'announced').map(({ id }) => ends.get(id) ?? id)).toEqual([]);
  }, 120_000);

  it('find each by a phrase of its own, and give its exact bytes', async () => {
    const faults: string[] = [];
    for (const { id, phrase, title, page } of accepted) {
      const titles = await client.titlesFor(phrase);
      if (titles.join() !== title) faults.push(`${id}: ${titles.join()} instead of ${title}`);
      if ((await client.raw(id)) !== page) faults.push(`${id}: other bytes`);
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('have one log without gaps that tells of each speech once', async () => {
    const events = await client.events();
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
    expect(new Set(events.map(({ subject }) => subject)).size).toBe(events.length);
    expect(events).toHaveLength((await client.documents()).length);
  });

  it('end cleanly when they are told to', async () => {
    expect(await running.stop()).toEqual(Object.fromEntries(appNames.map((name) => [name, 0])));
  }, 30_000);
});
