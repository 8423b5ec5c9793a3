import { indexStage, parseStage } from '#stages';
import type { Database } from '../database.js';
import { sql } from '../rows.js';

/** Row that contradicts another row. `what` says how, in a few words for people. */
export interface RowFault {
  readonly id: string;
  readonly what: string;
}

/** One kind of contradiction between rows: finding it, and mending it where that loses nothing. */
export interface RowCheck {
  /** Selects (id text, what text) of every row that contradicts. One statement sees one moment, so writes meanwhile deceive it not. */
  readonly find: string;
  /** Mends the rows whose ids are `$1`, if they still contradict, and returns their ids as text; null when only a person can. */
  readonly mend: string | null;
}

const inHand = `(d.lease_until is not null and d.lease_until > now())`;

const RESULT = `d.state = 'active' and d.stage in ('parsed', 'indexed', 'announced')
  and (
    (select count(*) from page_results p where p.document_id = d.id) <> 1
    or not exists (select from page_results p where p.document_id = d.id and p.revision = d.revision)
    or (select count(*) from speeches s where s.document_id = d.id and not s.withdrawn) <> d.speech_count
    or exists (select from speeches s join page_results p on p.document_id = s.document_id
      where s.document_id = d.id and not s.withdrawn and s.version <> p.id)
  )`;

/** What `announce` would say if it had the document in hand now. */
const UNSAID = `exists (select from speeches s where s.document_id = d.id and (
    (not s.withdrawn and s.result_hash is distinct from s.announced_result_hash)
    or (s.withdrawn and s.announced_result_hash is not null)))`;

const UNANNOUNCED = `d.state in ('active', 'withdrawn') and d.stage = 'announced'
  and ((d.state = 'active' and d.announced_revision <> d.revision) or ${UNSAID})`;

const EVENT_IDS = `array(select encode(sha256(convert_to(s.id || '/' || s.announced_version || '/' || t.type, 'UTF8')), 'hex')
  from unnest(array['published', 'revised', 'reparsed', 'withdrawn']) as t(type))`;

const EVENT_MISSING = `s.announced_version is not null and not exists (select from events e where e.id = any (${EVENT_IDS}))`;

const REMAINS = `d.state = 'withdrawn' and (
    exists (select from speeches s where s.document_id = d.id and (not s.withdrawn or s.text <> ''))
    or exists (select from page_results p where p.document_id = d.id))`;

const NO_CAPTURE = `d.state <> 'withdrawn' and d.revision > 0 and not exists (
    select from captures c where c.document_id = d.id and c.revision = d.revision and c.sha256 is not distinct from d.sha256)`;

/** So long nobody prolonged it: several leases, reconcilers and restarts. */
const LEASE_OUT = `d.lease_until < now() - interval '10 minutes' and d.stage <> 'announced' and ${sql.workable('d')}`;

const ORPHANED_WAKE = 'not exists (select from documents d where d.id = o.document_id)';

/** Holes of the log that a person knows of: the key ends with the first number that is missing, the value is the last. */
const LOST_FROM = 'events-lost-from-';
const isKnown = (first: string, last: string): string =>
  `exists (select from markers m where m.key = '${LOST_FROM}' || (${first}) and m.value = (${last})::text)`;
const known = (first: string, last: string, from: string, returning: string): string => `
  insert into markers (key, value) select '${LOST_FROM}' || (${first}), (${last})::text ${from}
  on conflict (key) do update set value = excluded.value returning ${returning} as id`;

const GAPS = `from (select sequence, lag(sequence, 1, 0::bigint) over (order by sequence) as before from events) e where sequence > before + 1`;
const COUNTER_AHEAD = `from (select coalesce(max(sequence), 0) as last from events) e join event_counter c on c.id = 1 where c.value > e.last`;

/** Documents of `moved` have work again: the room of their stage is woken. */
const woken = (room: string): string => `
  line as (insert into timeline (document_id, revision, step, enters, reason)
    select id, revision, 'retried', stage, 'Found by rostra fsck.' from moved),
  wake as (insert into outbox (room, document_id, revision) select ${room}, id, revision from moved)`;

const setBack = (condition: string, stage: string, room: string): string => `
  with moved as (
    update documents d set stage = '${stage}', reason = case when d.state = 'withdrawn' then d.reason end, ${sql.dropLease}, ${sql.newStage}
    where d.id = any ($1::uuid[]) and not ${inHand} and ${condition}
    returning d.*
  ), ${woken(`'${room}'`)}
  select id::text from moved`;

export const rowChecks = {
  'document-result': {
    find: `select d.id::text, 'its page result and speeches do not fit revision ' || d.revision as what from documents d where ${RESULT}`,
    mend: setBack(RESULT, 'fetched', parseStage.room),
  },
  'document-unannounced': {
    find: `select d.id::text, 'it stands as announced, and the log does not say what is true of revision ' || d.revision as what
      from documents d where ${UNANNOUNCED}`,
    mend: setBack(UNANNOUNCED, 'parsed', indexStage.room),
  },
  'document-capture': {
    find: `select d.id::text, 'revision ' || d.revision || ' has no capture row of its bytes' as what from documents d where ${NO_CAPTURE}`,
    mend: null,
  },
  'document-lease': {
    find: `select d.id::text, 'held by ' || coalesce(d.lease_holder, 'nobody known') || ' until ' || d.lease_until as what
      from documents d where ${LEASE_OUT}`,
    // It may have killed who had it: the next to have it is told.
    mend: `
      with moved as (
        update documents d set ${sql.dropLease}, suspect = true, updated_at = now() where d.id = any ($1::uuid[]) and ${LEASE_OUT} returning d.*
      ), ${woken(sql.room('stage'))}
      select id::text from moved`,
  },
  'withdrawn-remains': {
    find: `select d.id::text, 'it was withdrawn, and text of it is still in the database' as what from documents d where ${REMAINS}`,
    mend: `
      with moved as (
        update documents d set stage = 'parsed', speech_count = 0, ${sql.dropLease}, ${sql.newStage}
        where d.id = any ($1::uuid[]) and ${REMAINS}
        returning d.*
      ),
      emptied as (
        update speeches s set withdrawn = true, version = nextval('page_results_id_seq'), text = '', blocks = '[]', outline = '[]', redactions = '[]'
        from moved m where s.document_id = m.id
      ),
      forgotten as (delete from page_results p using moved m where p.document_id = m.id), ${woken(`'${indexStage.room}'`)}
      select id::text from moved`,
  },
  'event-missing': {
    find: `select s.id::text, 'version ' || s.announced_version || ' of the speech counts as announced, and the log has no event of it' as what
      from speeches s where ${EVENT_MISSING}`,
    // As if it had not been announced: what the log has said of the speech before decides how the announcer says it now.
    mend: `
      with lost as (
        select s.id, s.document_id, s.withdrawn, exists (select from events e where e.speech_id = s.id) as known from speeches s
        where s.id = any ($1::uuid[]) and ${EVENT_MISSING} for no key update of s
      ),
      forgotten as (
        update speeches s set announced_version = case when l.known then s.announced_version end,
          announced_revision = case when l.known then s.revision - 1 end, announced_text_hash = null,
          announced_result_hash = case when l.known and s.withdrawn then s.result_hash end
        from lost l where s.id = l.id
      ),
      moved as (
        update documents d set stage = 'parsed', ${sql.dropLease}, ${sql.newStage}
        where d.id in (select document_id from lost where known or not withdrawn) and d.stage = 'announced' and d.state in ('active', 'withdrawn')
        returning d.*
      ), ${woken(`'${indexStage.room}'`)}
      select id::text from lost`,
  },
  'event-unknown-speech': {
    find: `select e.sequence::text as id, 'it tells of speech ' || e.speech_id || ', which is not in the database' as what
      from events e where not exists (select from speeches s where s.id = e.speech_id)`,
    mend: null,
  },
  'event-gap': {
    find: `select (before + 1)::text as id, 'the events ' || before + 1 || ' to ' || sequence - 1 || ' are missing' as what
      ${GAPS} and not ${isKnown('before + 1', 'sequence - 1')}`,
    // A number that was read is never given anew, so the hole stays; what its events told of is a matter of `event-missing`.
    mend: known('before + 1', 'sequence - 1', `${GAPS} and (before + 1)::text = any ($1::text[])`, `substr(key, ${LOST_FROM.length + 1})`),
  },
  'event-duplicate': {
    find: `select sequence::text as id, 'this number was given ' || count(*) || ' times' as what from events group by sequence having count(*) > 1`,
    // The first keeps it, and the others are told at the end of the log: whoever has read them knows them by their ids.
    mend: `
      with twins as (
        select t.row, t.id, t.sequence, row_number() over (order by t.sequence, t.at, t.id) as place
        from (select e.*, e.ctid as row, row_number() over (partition by sequence order by at, id) as turn from events e where sequence::text = any ($1::text[])) t
        where t.turn > 1
      ),
      counter as (
        update event_counter set value = greatest(value, (select max(sequence) from events)) + (select count(*) from twins) where id = 1 returning value
      ),
      moved as (
        update events e set sequence = c.value - (select count(*) from twins) + t.place from twins t, counter c
        where e.ctid = t.row returning e.id
      )
      select distinct t.sequence::text as id from twins t join moved using (id)`,
  },
  'counter-behind': {
    find: `select 'counter' as id, 'it says ' || coalesce(c.value::text, 'nothing') || ', and the last event is ' || e.last as what
      from (select coalesce(max(sequence), 0) as last from events) e left join event_counter c on c.id = 1 where c.value is null or c.value < e.last`,
    mend: `insert into event_counter (id, value) select 1, coalesce(max(sequence), 0) from events where 'counter' = any ($1::text[])
      on conflict (id) do update set value = greatest(event_counter.value, excluded.value) returning 'counter' as id`,
  },
  'counter-ahead': {
    find: `select 'counter' as id, 'it says ' || c.value || ', and the last event is ' || e.last || ': the events after that are missing' as what
      ${COUNTER_AHEAD} and not ${isKnown('e.last + 1', 'c.value')}`,
    // The log goes on behind the counter, for the numbers up to it may have been read.
    mend: known('e.last + 1', 'c.value', `${COUNTER_AHEAD} and 'counter' = any ($1::text[])`, `'counter'`),
  },
  'outbox-orphan': {
    find: `select o.id::text, 'a wake-up of the ' || o.room || ' for document ' || o.document_id || ', which does not exist' as what
      from outbox o where ${ORPHANED_WAKE}`,
    mend: `delete from outbox o where o.id = any ($1::bigint[]) and ${ORPHANED_WAKE} returning o.id::text`,
  },
} as const satisfies Record<string, RowCheck>;

export type RowFaultKind = keyof typeof rowChecks;
export const ROW_FAULT_KINDS = Object.keys(rowChecks) as readonly RowFaultKind[];

export const findFaults = (database: Database, kind: RowFaultKind): Promise<RowFault[]> =>
  database.rows(`${rowChecks[kind].find} order by 1`);

/** Answers the ids that are mended now. A document that a room has in hand is left to it. */
export async function mendFaults(database: Database, kind: RowFaultKind, ids: readonly string[]): Promise<string[]> {
  const { mend } = rowChecks[kind];
  if (mend === null || ids.length === 0) return [];
  const rows = await database.rows<{ id: string }>(mend, [ids]);
  database.signals.notify('outbox');
  return rows.map(({ id }) => id);
}
