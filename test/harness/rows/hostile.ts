import { createHash } from 'node:crypto';
import type { Random } from '../../../apps/cli/src/bench/random.js';
import type { ArchiveClient } from '../../support/archive-client.js';
import { type AppName, appNames, type RunningApp } from '../../support/running-apps.js';
import { type HostileBody, hostileBodies } from '../hostile-bodies.js';
import { type HostileAnswer, HostileSite, hostileAnswers } from '../hostile-site.js';
import { metricsOf, watch } from '../process-figures.js';
import type { EmbeddedRow, ServersRow, Tier } from '../row.js';
import { comesTrue, type Trial } from '../trial.js';

const NEIGHBOURS = 12;
/** Neighbours wait behind hostile pages for their parser, each of which may keep it for its deadline. */
const NEIGHBOURS_WITHIN_MS = 120_000;
/** Five fetches of a minute each, with the time between them. */
const SETTLED_WITHIN_MS: Readonly<Record<Tier, number>> = { quick: 240_000, full: 900_000 };
const MOST_LATE_MS = 200;

const BODIES: Readonly<Record<Tier, number>> = { quick: 16, full: hostileBodies.length };

interface Sent {
  readonly id: string;
  readonly what: string;
  readonly sha256: string | null;
}

/** Pushes in between the neighbours; a body that is refused at the door with a sentence is settled already. */
async function pushAll(bodies: readonly HostileBody[], client: ArchiveClient, trial: Trial): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (const { what, fileName, make } of bodies) {
    const body = new Uint8Array(make());
    try {
      const id = await client.push(fileName, body);
      sent.push({ id, what, sha256: createHash('sha256').update(body).digest('hex') });
    } catch (error) {
      if (!/answered with 4\d\d/.test(String(error))) trial.violation(`${what} could not be pushed: ${error}`);
    }
  }
  return sent;
}

async function crawlAll(answers: readonly HostileAnswer[], site: HostileSite, client: ArchiveClient): Promise<Sent[]> {
  const addresses = [
    ...answers.map((answer) => ({ what: answer.what, url: site.url(answer) })),
    { what: 'an address of nobody', url: 'http://nowhere.invalid/page' },
    { what: 'a port of mail', url: 'http://127.0.0.1:25/' },
  ];
  return Promise.all(addresses.map(async ({ what, url }) => ({ what, id: await client.submit(url), sha256: null })));
}

const SETTLED = new Set(['announced', 'empty', 'failed']);

/** Each is something that can be found, or says why it cannot. */
async function settle(sent: readonly Sent[], trial: Trial, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (const { id, what, sha256 } of sent) {
    const seen = async () => trial.client.get<{ status: string; reason: string | null }>(`/documents/${id}`);
    const over = async () => SETTLED.has((await seen()).status);
    await comesTrue(over, Math.max(1_000, deadline - performance.now()));
    const { status, reason } = await seen();
    trial.note(`${what}: ${status}${reason ? ` (${reason})` : ''}`);
    if (!SETTLED.has(status)) trial.violation(`${what} is still ${status} after ${withinMs / 1_000} s`);
    if (status !== 'announced' && !reason) trial.violation(`${what} is ${status} and says no reason`);
    if (sha256 !== null && (await trial.client.hashOf(id)) !== sha256) trial.violation(`${what} has other bytes than were sent`);
  }
}

interface Watched {
  readonly app: RunningApp;
  readonly metrics: string;
  /** Most memory it may have, in MB; null where no bound is promised. */
  readonly mostMb: number | null;
}

const chosen = <Item>(items: readonly Item[], count: number, random: Random): Item[] =>
  items
    .map((item) => ({ item, place: random.whole(1_000_000) }))
    .toSorted((a, b) => a.place - b.place)
    .slice(0, count)
    .map(({ item }) => item);

async function flood(trial: Trial, tier: Tier, watched: readonly Watched[]): Promise<void> {
  const site = await HostileSite.open();
  const figures = await Promise.all(watched.map(({ app, metrics }) => watch(app, metrics)));
  const answers = hostileAnswers.filter(({ isSlow }) => tier === 'full' || !isSlow);
  const [bodies, pages] = await Promise.all([
    pushAll(chosen(hostileBodies, BODIES[tier], trial.random), trial.client, trial),
    crawlAll(answers, site, trial.client),
    trial.load(NEIGHBOURS, NEIGHBOURS),
  ]);
  trial.faultOver();
  const arrived = async () => (await trial.client.statuses(trial.accepted)).every((status) => status === 'announced');
  if (!(await comesTrue(arrived, NEIGHBOURS_WITHIN_MS)))
    trial.violation(`The neighbours have not arrived after ${NEIGHBOURS_WITHIN_MS / 1_000} s`);
  trial.note(`The neighbours have arrived after ${Math.round(trial.sinceFaultMs / 1_000)} s`);
  await settle([...bodies, ...pages], trial, SETTLED_WITHIN_MS[tier]);
  for (const [at, figure] of figures.entries()) {
    const { name, peakMb, lateMs, latestMs } = await figure();
    const mostMb = watched[at]?.mostMb ?? null;
    trial.note(`${name}: ${peakMb} MB at most, event loop ${lateMs} ms late (p99), ${latestMs} ms at most`);
    if (mostMb !== null && peakMb > mostMb) trial.violation(`The ${name} has had ${peakMb} MB, more than ${mostMb} MB`);
    if (!(lateMs <= MOST_LATE_MS))
      trial.violation(`The event loop of the ${name} was ${lateMs} ms late (p99), more than ${MOST_LATE_MS} ms`);
  }
  await site.close();
}

/** How the image runs its apps (Dockerfile). */
const AS_IN_THE_IMAGE = { NODE_OPTIONS: '--max-semi-space-size=4', MALLOC_ARENA_MAX: '2' };
const MOST_MB: Readonly<Record<AppName, number>> = { crawler: 256, indexer: 256, announcer: 256, parser: 512, api: 512 };

const WHAT = 'hostile pages pushed and crawled among others: the others arrive, each hostile one is found or says why not';

export const hostileRows: readonly (ServersRow | EmbeddedRow)[] = [
  {
    name: 'hostile',
    on: 'servers',
    what: `${WHAT}; memory and event loop of each process stay bounded`,
    trials: { quick: 0, full: 1 },
    recoversWithinMs: SETTLED_WITHIN_MS.full,
    async run(trial, servers, tier) {
      await Promise.all(appNames.map((name) => servers.again(name, AS_IN_THE_IMAGE)));
      const watched = appNames.map((name) => {
        const app = servers.app(name);
        return { app, metrics: metricsOf(app, servers.running.base), mostMb: MOST_MB[name] };
      });
      await flood(trial, tier, watched);
      await Promise.all(appNames.map((name) => servers.again(name)));
    },
  },
  {
    name: 'embedded-hostile',
    on: 'embedded',
    what: `${WHAT}; the event loop stays free`,
    trials: { quick: 0, full: 1 },
    recoversWithinMs: SETTLED_WITHIN_MS.full,
    async run(trial, { app, base }, tier) {
      await app.start();
      await flood(trial, tier, [{ app, metrics: `${base}/metrics`, mostMb: null }]);
    },
  },
];
