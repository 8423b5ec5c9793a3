import { type RoomName, stages } from '#stages';
import type { Database } from '../database.js';
import { sql } from '../rows.js';

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/** What the rows say of one room; counts of documents, times in ms. */
export interface StageRowFigures {
  readonly room: RoomName;
  /** Free to be taken, retries that wait included. */
  readonly waiting: number;
  /** In a worker's hands. */
  readonly active: number;
  /** Dead letters. */
  readonly failed: number;
  /** Those of the waiting that wait for a retry's time to come. */
  readonly retrying: number;
  /** How long the oldest that waits or runs has stood in the stage, in ms. */
  readonly oldestAgeMs: number | null;
  /** Of the last 15 minutes; null when nothing passed. */
  readonly waitMs: Percentiles | null;
  readonly runMs: Percentiles | null;
  readonly inLastMinute: number;
  readonly outLastMinute: number;
}

type Standing = Pick<StageRowFigures, 'waiting' | 'active' | 'failed' | 'retrying' | 'oldestAgeMs'> & { stage: string };
interface Passing {
  readonly stage: string;
  readonly entered: number;
  readonly waits: number[] | null;
  readonly runs: number[] | null;
  readonly left: number;
}

/** One entry per room, in the order of the flow. Null means now by the database's clock, which also says what is held and what is due. */
export async function stageFigures(database: Database, now: Date | null): Promise<StageRowFigures[]> {
  const [standing, passing] = await Promise.all([
    database.rows<Standing>(STANDING, [now]),
    database.rows<Passing>(PASSING, [now, stages.map(({ takes }) => takes), stages.map(({ leaves }) => leaves)]),
  ]);
  return stages.map(({ room, takes }) => {
    const { waiting = 0, active = 0, failed = 0, retrying = 0, oldestAgeMs = null } = standing.find(({ stage }) => stage === takes) ?? {};
    const passed = passing.find(({ stage }) => stage === takes);
    return {
      room,
      waiting,
      active,
      failed,
      retrying,
      oldestAgeMs: oldestAgeMs === null ? null : Math.max(0, Math.round(oldestAgeMs)),
      waitMs: percentiles(passed?.waits),
      runMs: percentiles(passed?.runs),
      inLastMinute: passed?.entered ?? 0,
      outLastMinute: passed?.left ?? 0,
    };
  });
}

const percentiles = (values: readonly (number | null)[] | null | undefined): Percentiles | null => {
  const [p50, p95] = values ?? [];
  return p50 == null || p95 == null ? null : { p50, p95 };
};

const NOW = 'coalesce($1::timestamptz, now())';

const STANDING = `
  select d.stage,
    (count(*) filter (where ${sql.workable('d')} and not leased))::int as waiting,
    (count(*) filter (where ${sql.workable('d')} and leased))::int as active,
    (count(*) filter (where d.state = 'dead'))::int as failed,
    (count(*) filter (where ${sql.workable('d')} and not leased and d.not_before > ${NOW}))::int as retrying,
    (extract(epoch from ${NOW} - min(d.stage_since) filter (where ${sql.workable('d')})) * 1000)::float8 as "oldestAgeMs"
  from (select *, coalesce(lease_until > ${NOW}, false) as leased from documents where stage <> 'announced') d
  group by d.stage`;

/** A line with `enters` is a passage: into that stage, and, when a worker made it, out of the stage before. */
const PASSING = `
  select r.takes as stage,
    (count(*) filter (where t.enters = r.takes and t.at > ${NOW} - interval '1 minute'))::int as entered,
    (count(*) filter (where t.enters = r.leaves and t.duration_ms is not null and t.at > ${NOW} - interval '1 minute'))::int as left,
    percentile_cont(array[0.5, 0.95]) within group (order by t.wait_ms)
      filter (where t.enters = r.leaves and t.duration_ms is not null) as waits,
    percentile_cont(array[0.5, 0.95]) within group (order by t.duration_ms)
      filter (where t.enters = r.leaves and t.duration_ms is not null) as runs
  from unnest($2::text[], $3::text[]) as r(takes, leaves)
  join timeline t on t.enters in (r.takes, r.leaves)
  where t.at > ${NOW} - interval '15 minutes' and t.at <= ${NOW}
  group by r.takes`;
