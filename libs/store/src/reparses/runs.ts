import type { ReparseRecord, ReparseState } from '#domain';
import type { Database, Statements } from '../database.js';
import { isUuid, storable, storableJson, storableOrNull } from '../storable.js';
import { RUN_COLUMNS, SUMMARY } from './report.js';

/** The run is not in a state in which this can be asked of it, or another one is at work. The message says what to do instead. */
export class WrongReparseState extends Error {
  override readonly name = 'WrongReparseState';

  constructor(
    readonly state: ReparseState,
    message: string,
  ) {
    super(message);
  }
}

/** Documents at rest or on their last steps, whose result is that of their newest capture; those on their way to a newer one are left to it. */
export const SETTLED = `d.state = 'active' and d.stage in ('parsed', 'indexed', 'announced')`;

/** Documents `d` with result `p` and capture `c` that a run of scope, site and parser version (three parameters) is over; `sets` are the names of the rule sets in force, by site. */
export const isMeant = (scope: string, site: string, version: string, sets: string): string => `(${site}::text is null or c.site = ${site})
    and (${scope} = 'all' or p.parser_version <> ${version} or p.result #>> '{siteRules,set}' is distinct from ${sets}::jsonb ->> c.site)`;

/**
 * Begins a dry run. One of the same scope, site and version that is under way goes on instead; any other that was not applied gives way.
 * Throws WrongReparseState while a run is being applied or rolled back.
 */
export function startReparse(
  database: Database,
  { scope, parserVersion, site }: Pick<ReparseRecord, 'scope' | 'parserVersion' | 'site'>,
  sets: Readonly<Record<string, string>>,
): Promise<ReparseRecord> {
  return changeRuns(database, async (statements, runs) => {
    const busy = runs.find(({ state }) => state === 'applying' || state === 'rollingBack');
    if (busy) throw new WrongReparseState(busy.state, `Another run (${busy.id}) is being switched; wait until it is through.`);
    const underWay = runs.find(
      (run) => run.state === 'comparing' && run.scope === scope && run.parserVersion === parserVersion && run.site === site,
    );
    if (underWay) return underWay;
    for (const run of runs) if (run.state === 'comparing' || run.state === 'compared') await close(statements, run.id);
    return one(statements.rows<ReparseRecord>(START, [scope, storable(parserVersion), storableOrNull(site), storableJson(sets)]));
  });
}

/**
 * Begins to switch the documents to the results of a dry run; what earlier runs kept to roll back is given up. Does nothing to a run that is
 * applied or being applied. Throws WrongReparseState for any other; null when there is none of this id.
 */
export function applyReparse(database: Database, id: string, parserVersion: string): Promise<ReparseRecord | null> {
  return changeRun(database, id, async (statements, run, runs) => {
    if (run.state === 'applying' || run.state === 'applied') return run;
    if (run.state !== 'compared') throw new WrongReparseState(run.state, notToApply(run.state));
    if (run.parserVersion !== parserVersion)
      throw new WrongReparseState(
        run.state,
        `The dry run was made by parser ${run.parserVersion}, and this server has ${parserVersion}. Make a new dry run.`,
      );
    refuseBeside(run, runs);
    for (const other of runs) if (other.id !== id && other.state !== 'closed') await close(statements, other.id);
    return enter(statements, id, 'applying');
  });
}

const notToApply = (state: ReparseState): string =>
  state === 'comparing' ? 'The dry run is still under way; wait until it is compared.' : 'This run is over. Make a new dry run.';

/**
 * Begins to put back what an applied run has replaced; a dry run made since then gives way. Does nothing to a run that is rolled back or on its way. Throws WrongReparseState for any
 * other; null when there is none of this id.
 */
export function rollBackReparse(database: Database, id: string): Promise<ReparseRecord | null> {
  return changeRun(database, id, async (statements, run, runs) => {
    if (run.state === 'rollingBack' || run.state === 'rolledBack') return run;
    if (run.state !== 'applied') throw new WrongReparseState(run.state, notToRollBack(run.state));
    refuseBeside(run, runs);
    // What a dry run compares with is about to go.
    for (const other of runs) if (other.state === 'comparing' || other.state === 'compared') await close(statements, other.id);
    return enter(statements, id, 'rollingBack');
  });
}

const notToRollBack = (state: ReparseState): string => {
  if (state === 'applying') return 'The run is still being applied; wait until it is through.';
  if (state === 'closed') return 'What was there before this run is not kept any more: a later run was applied, or its time is over.';
  return 'This run was not applied; there is nothing to put back.';
};

function refuseBeside(run: ReparseRecord, runs: readonly ReparseRecord[]): void {
  const busy = runs.find(({ id, state }) => id !== run.id && (state === 'applying' || state === 'rollingBack'));
  if (busy) throw new WrongReparseState(run.state, `Another run (${busy.id}) is being switched; wait until it is through.`);
}

/** The newest first. */
export const listReparses = (database: Statements): Promise<ReparseRecord[]> =>
  database.rows(`select ${RUN_COLUMNS} from reparses r order by r.created_at desc, r.id limit 100`);

/** A run keeps counts and kinds; its candidates are swept away by and by. */
export async function close(statements: Statements, id: string): Promise<void> {
  await statements.rows(
    `update reparses r set state = 'closed', state_since = now(), lease_token = null, lease_until = null, summary = ${SUMMARY} where r.id = $1`,
    [id],
  );
}

const enter = (statements: Statements, id: string, state: ReparseState): Promise<ReparseRecord> =>
  one(
    statements.rows<ReparseRecord>(
      `update reparses r set state = $2, state_since = now(), lease_token = null, lease_until = null, crashes = 0 where r.id = $1
       returning ${RUN_COLUMNS}`,
      [id, state],
    ),
  );

const START = `
  insert into reparses as r (scope, parser_version, site, state, total)
  select $1, $2, $3, 'comparing', (
    select count(*) from documents d join page_results p on p.document_id = d.id and p.revision = d.revision
      join captures c on c.document_id = d.id and c.revision = d.revision
    where ${SETTLED} and ${isMeant('$1', '$3', '$2', '$4')})
  returning ${RUN_COLUMNS}`;

/** Whoever changes the state of a run is alone with all of them: there are few, and they change seldom. */
async function changeRuns(
  database: Database,
  change: (statements: Statements, runs: readonly ReparseRecord[]) => Promise<ReparseRecord>,
): Promise<ReparseRecord> {
  const run = await database.transaction(async (statements) => {
    await statements.rows('lock table reparses in share row exclusive mode');
    return change(statements, await listReparses(statements));
  });
  database.signals.notify('reparses');
  return run;
}

async function changeRun(
  database: Database,
  id: string,
  change: (statements: Statements, run: ReparseRecord, runs: readonly ReparseRecord[]) => Promise<ReparseRecord>,
): Promise<ReparseRecord | null> {
  if (!isUuid(id)) return null;
  const [found] = await database.rows<{ id: string }>('select id from reparses where id = $1', [id]);
  if (!found) return null;
  return changeRuns(database, (statements, runs) => {
    const run = runs.find((each) => each.id === found.id);
    if (!run) throw new WrongReparseState('closed', 'This run is long over. Make a new dry run.');
    return change(statements, run, runs);
  });
}

async function one<Row>(rows: Promise<Row[]>): Promise<Row> {
  const [row] = await rows;
  if (!row) throw new Error('A run that was there a moment ago is gone; runs are never deleted.');
  return row;
}
