import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Random } from '../../../apps/cli/src/bench/random.js';
import type { ServiceName } from '../../support/own-services.js';
import { type AppName, appNames } from '../../support/running-apps.js';
import { TOO_MANY } from '../bulk-judge.js';
import type { Servers } from '../servers.js';
import type { Trial } from '../trial.js';
import type { WireMode } from '../wire.js';

interface Fault {
  /** Faults of one round happen to different ones of these. */
  readonly to: ServiceName | AppName;
  readonly what: string;
  /** It ends a process whose memory is watched. */
  readonly endsSeries?: true;
  /** Resolves when it is over. Draws what it needs before it waits for the first time, so that what is drawn depends on the seed alone. */
  strike(servers: Servers, random: Random): Promise<void>;
}

export interface DrawnFault {
  readonly what: string;
  strike(servers: Servers): Promise<void>;
}

/** Faults of one kind last from 5 to 25 s, so that leases of 20 s run out under some of them. */
const lasting = (random: Random): number => 5_000 + random.whole(20_000);

const WIRES: Readonly<Record<Exclude<WireMode, 'pass'>, string>> = {
  reset: 'refuses connections',
  stall: 'keeps all bytes back',
  blackhole: 'takes everything and never answers',
};

const onWire = (service: ServiceName, mode: Exclude<WireMode, 'pass'>): Fault => ({
  to: service,
  what: `${service} ${WIRES[mode]}`,
  async strike(servers, random) {
    const forMs = lasting(random);
    servers.wires[service].set(mode);
    await sleep(forMs);
    servers.wires[service].set('pass');
  },
});

const severed = (service: ServiceName): Fault => ({
  to: service,
  what: `connections to ${service} break each second`,
  async strike(servers, random) {
    for (let left = 3 + random.whole(8); left > 0; left -= 1) {
      servers.wires[service].set('reset');
      servers.wires[service].set('pass');
      await sleep(1_000);
    }
  },
});

const killedServer = (service: ServiceName): Fault => ({
  to: service,
  what: `kill -9 of ${service}`,
  async strike(servers, random) {
    const awayMs = random.whole(5_000);
    await servers.services.kill(service);
    await sleep(awayMs);
    await servers.services.startAgain(service);
  },
});

const flushed: Fault = {
  to: 'redis',
  what: 'FLUSHALL three times',
  async strike(servers, random) {
    for (const pauseMs of Array.from({ length: 3 }, () => random.whole(4_000))) {
      await sleep(pauseMs);
      const redis = new Redis(servers.url('redis'));
      try {
        await redis.flushall();
      } finally {
        redis.disconnect();
      }
    }
  },
};

const terminated: Fault = {
  to: 'postgres',
  what: 'backends of postgres terminated each second',
  async strike(servers, random) {
    for (let left = 3 + random.whole(8); left > 0; left -= 1) {
      const client = new pg.Client({ connectionString: servers.url('postgres') });
      await client.connect();
      try {
        await client.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        );
      } finally {
        await client.end();
      }
      await sleep(1_000);
    }
  },
};

const overloaded: Fault = {
  to: 'elasticsearch',
  what: 'elasticsearch answers each bulk with 429',
  async strike(servers, random) {
    const forMs = lasting(random);
    servers.judge.overload(true);
    await sleep(forMs);
    servers.judge.overload(false);
  },
};

const choosy: Fault = {
  to: 'elasticsearch',
  what: 'elasticsearch refuses a third of all items with 429',
  async strike(servers, random) {
    const forMs = lasting(random);
    let seen = 0;
    servers.judge.refuse(() => (seen++ % 3 === 0 ? TOO_MANY : null));
    await sleep(forMs);
    servers.judge.refuse(null);
  },
};

const cutOff: Fault = {
  to: 'elasticsearch',
  what: 'answers to bulks are cut off once they were applied',
  async strike(servers, random) {
    const forMs = lasting(random);
    servers.wires.elasticsearch.cutAnswers('POST /_bulk', 3);
    await sleep(forMs);
    servers.wires.elasticsearch.cutAnswers('POST /_bulk', 0);
  },
};

const paused = (name: AppName): Fault => ({
  to: name,
  what: `SIGSTOP of the ${name}, SIGCONT`,
  async strike(servers, random) {
    const forMs = lasting(random) * 1.5;
    servers.app(name).signal('SIGSTOP');
    await sleep(forMs);
    servers.app(name).signal('SIGCONT');
  },
});

const killed = (name: AppName): Fault => ({
  to: name,
  what: `kill -9 of the ${name}`,
  endsSeries: true,
  async strike(servers, random) {
    const awayMs = random.whole(5_000);
    await servers.app(name).end('SIGKILL');
    await sleep(awayMs);
    await servers.app(name).start();
  },
});

const killedSecond = (name: AppName): Fault => ({
  to: name,
  what: `a second ${name}, and kill -9 of it`,
  async strike(servers, random) {
    const forMs = lasting(random);
    const second = servers.running.another(name);
    // whatever is away meanwhile may keep it from starting
    const starting = second.start().catch(() => undefined);
    await sleep(forMs);
    await second.end('SIGKILL');
    await starting;
  },
});

const services: readonly ServiceName[] = ['postgres', 'redis', 'elasticsearch', 's3'];
const modes = Object.keys(WIRES) as Exclude<WireMode, 'pass'>[];
const rooms = appNames.filter((name) => name !== 'api');

const faults: readonly Fault[] = [
  ...services.flatMap((service) => [...modes.map((mode) => onWire(service, mode)), severed(service)]),
  ...(['postgres', 'redis', 'elasticsearch'] as const).map(killedServer),
  flushed,
  terminated,
  overloaded,
  choosy,
  cutOff,
  ...appNames.flatMap((name) => [paused(name), killed(name)]),
  ...rooms.map(killedSecond),
];

/** Three faults that happen to different ones within ten seconds. `sparing` leaves the processes alive whose memory is watched. */
export function drawThree(random: Random, sparing: boolean): DrawnFault[] {
  const left = new Set<Fault['to']>([...services, ...appNames]);
  return Array.from({ length: 3 }, () => {
    const to = random.one([...left]);
    left.delete(to);
    const fault = random.one(faults.filter((each) => each.to === to && !(sparing && each.endsSeries)));
    const afterMs = random.whole(10_000);
    return {
      what: fault.what,
      strike: async (servers: Servers) => {
        await sleep(afterMs);
        await fault.strike(servers, random);
      },
    };
  });
}

/** Lets them all happen; what cannot be carried through is a violation. */
export async function strikeAll(drawn: readonly DrawnFault[], servers: Servers, trial: Trial): Promise<void> {
  await Promise.all(
    drawn.map(({ what, strike }) =>
      strike(servers).catch((error: unknown) =>
        trial.violation(`${what} could not be carried through: ${error instanceof Error ? error.stack : error}`),
      ),
    ),
  );
}
