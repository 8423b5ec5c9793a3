import type { BlobStore } from '#blobs';
import type { DatabaseConfig } from '#store';
import { OriginSite } from '../harness/origin-site.js';
import { ArchiveClient, type LoggedEvent } from './archive-client.js';
import { type EarlierDocument, earlierArchives, layEarlierArchive } from './earlier-archive.js';
import { runCommand } from './run-command.js';
import { type RunningServer, root, startServer } from './running-server.js';

export interface EmptyEngines {
  readonly database: DatabaseConfig;
  readonly redis: { readonly url: string; readonly prefix: string } | null;
  readonly settings: Readonly<Record<string, string>>;
  blobs(): Promise<BlobStore>;
}

const KEY = 'a-key-of-this-suite-alone';
/** Each fixture holds so many events. */
const TOLD = 4;

/** What this Rostra does with the archive of an earlier one. `engines` gives empty ones, which this suite alone uses. */
export function upgradeContract(engines: () => Promise<EmptyEngines>): void {
  describe.each(earlierArchives)('an archive whose newest change of the tables is %s', (newest) => {
    let settings: Readonly<Record<string, string>>;
    let site: OriginSite;
    let server: RunningServer | null = null;
    let documents: readonly EarlierDocument[];
    let events: readonly LoggedEvent[];

    beforeAll(async () => {
      const empty = await engines();
      settings = { ...empty.settings, ADMIN_KEY: KEY, FETCH_PRIVATE: 'on', PARSER_THREADS: '1' };
      site = await OriginSite.open();
      const blobs = await empty.blobs();
      documents = await layEarlierArchive(newest, { ...empty, blobs, site: (name, body) => site.put(name, body) });
      await blobs.close();
    }, 120_000);

    afterAll(async () => {
      await server?.stop();
      await site?.close();
    }, 60_000);

    const client = () => new ArchiveClient(server?.base ?? '', KEY);
    const rostra = (...args: string[]) => runCommand(process.execPath, [`${root}/bin/rostra.mjs`, ...args], { env: settings });
    const withFate = (...fates: EarlierDocument['fate'][]) => documents.filter(({ fate }) => fates.includes(fate));

    async function started(): Promise<void> {
      server = await startServer(settings);
      await client().settled();
    }

    async function stopped(): Promise<void> {
      expect(await server?.stop()).toBe(0);
      server = null;
    }

    async function expectEachFound(): Promise<void> {
      for (const { phrase = '', title } of withFate('found')) expect(await client().titlesFor(phrase)).toEqual([title]);
      for (const { phrase = '' } of withFate('replaced', 'withdrawn')) expect(await client().titlesFor(phrase)).toEqual([]);
      expect(await client().statuses(withFate('found'))).toEqual(withFate('found').map(() => 'announced'));
      expect(await client().statuses(withFate('dead'))).toEqual(['failed']);
      expect(await client().statuses(withFate('discarded'))).toEqual(['discarded']);
    }

    it('is opened, and all that waited goes its way', async () => {
      await started();
      await expectEachFound();
    }, 120_000);

    it('goes on with its log: what was told stays, what waited is told once each', async () => {
      events = await client().events();
      expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, at) => at + 1));
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      const [announced] = withFate('found').filter(({ name }) => name === 'announced');
      const late = withFate('found').filter(({ name }) => name !== 'announced');
      expect(events.slice(0, TOLD).map(({ data }) => data.documentId)).toContain(announced?.id);
      expect(
        events
          .slice(TOLD)
          .map(({ data }) => data.title)
          .toSorted(),
      ).toEqual(late.map(({ title }) => title).toSorted());
    }, 60_000);

    it('has nothing that differs afterwards', async () => {
      await stopped();
      const { code, stdout } = await rostra('fsck', '--json');
      expect({ code, differences: JSON.parse(stdout || '{}').differences }).toEqual({ code: 0, differences: [] });
    }, 120_000);

    it('is taken back for the Rostra it came from, and brought up to date again, with everything in it', async () => {
      const { code, stdout } = await rostra('backout', '--to', newest, '--json');
      const later = earlierArchives.length - earlierArchives.indexOf(newest);
      const { takenBack } = JSON.parse(stdout || '{"takenBack":[]}');
      expect({ code, takenBack: takenBack.length >= later }).toEqual({ code: 0, takenBack: true });
      // Looking at it must not bring it up to date again.
      const looked = await rostra('fsck');
      expect(looked).toMatchObject({ code: 78, stderr: expect.stringContaining('its tables are of an earlier Rostra (they lack ') });
      expect(JSON.parse((await rostra('backout', '--json')).stdout)).toHaveProperty(['changes', 0, 'name'], newest);
      await started();
      await expectEachFound();
      expect(await client().events()).toEqual(events);
      await stopped();
    }, 180_000);
  });
}
