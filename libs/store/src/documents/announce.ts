import type { SpeechEvent } from '#domain';
import type { Database } from '../database.js';
import { sql } from '../rows.js';
import type { Claim } from './claim.js';
import { heldBy, heldParameters } from './index-rows.js';

/**
 * Ends the flow for these documents and writes what is new into the event log, all in one commit. The number is drawn from one row that stays
 * locked until then, so the log has no gaps and nobody sees a number before all lower ones.
 * A speech is `published` once; `revised` when a newer revision changed title or text; `reparsed` when anything else a reader sees has changed;
 * `withdrawn` when it is gone. What the log has said already is not said again.
 */
export async function announce(database: Database, claims: readonly Claim[], durationMs: number): Promise<SpeechEvent[]> {
  if (claims.length === 0) return [];
  const events = await database.rows<SpeechEvent>(ANNOUNCE, [...heldParameters(claims), Math.round(durationMs)]);
  if (events.length > 0) database.signals.notify('events');
  return events;
}

const CHANGED = `(not s.withdrawn and s.result_hash is distinct from s.announced_result_hash)
  or (s.withdrawn and s.announced_result_hash is not null)`;

const TYPE = `case
  when s.withdrawn then 'withdrawn'
  when s.announced_version is null then 'published'
  when s.revision > s.announced_revision and s.text_hash is distinct from s.announced_text_hash then 'revised'
  else 'reparsed' end`;

const HEADINGS = `coalesce((
  select jsonb_agg((h.heading ->> 'marker') || (h.heading ->> 'text') order by h.place)
  from jsonb_array_elements(s.outline) with ordinality as h(heading, place)), '[]'::jsonb)`;

const DATA = `jsonb_build_object('title', n.title, 'documentId', n.document_id, 'revision', n.revision, 'site', n.site, 'url', n.url,
  'date', n.date, 'kind', n.kind, 'headings', n.headings)
  || case when n.withdrawn then jsonb_build_object('reason', n.reason) else '{}'::jsonb end`;

const ANNOUNCE = `
  with ${heldBy('indexed')},
  numbered as (
    select s.*, ${TYPE} as type, ${HEADINGS} as headings,
      case when d.state = 'withdrawn' then coalesce(d.reason, 'The document was withdrawn.') else 'No longer on its page.' end as reason,
      row_number() over (order by d.stage_since, d.id, s.ordinal, s.id) as place
    from speeches s join held d on d.id = s.document_id
    where ${CHANGED}
  ),
  drawn as (
    update event_counter set value = value + (select count(*) from numbered)
    where id = 1 and exists (select from numbered)
    returning value - (select count(*) from numbered) as before
  ),
  written as (
    insert into events (sequence, id, type, speech_id, data)
    select drawn.before + n.place, encode(sha256(convert_to(n.id || '/' || n.version || '/' || n.type, 'UTF8')), 'hex'),
      'rostra.speech.' || n.type, n.id, ${DATA}
    from numbered n, drawn
    returning *
  ),
  told as (
    update speeches s set announced_version = s.version, announced_revision = s.revision,
      announced_text_hash = case when s.withdrawn then null else s.text_hash end,
      announced_result_hash = case when s.withdrawn then null else s.result_hash end
    from numbered n where s.id = n.id
  ),
  moved as (
    update documents d set stage = 'announced', announced_revision = d.revision, ${sql.dropLease}, ${sql.newStage}
    from held h where d.id = h.id
  ),
  line as (
    insert into timeline (document_id, revision, step, enters, wait_ms, duration_ms, attempt)
    select id, revision, 'announced', 'announced', ${sql.waitMs('held')}, $4::int, attempts from held
  )
  select sequence, id, type, speech_id as "speechId", at, data from written order by sequence`;
