import { parseStage } from '#stages';
import type { Database } from '../database.js';
import { sql } from '../rows.js';
import type { Claim } from './claim.js';
import { captureInsert, captureValues, type NewCapture } from './new-capture.js';

/**
 * The crawler is back with a body. New bytes make the next revision and wake the parser. The same bytes as before leave the document where
 * it had come to: announced, or at the parser again when that revision never got to the end.
 */
export async function saveFetched(
  database: Database,
  claim: Claim,
  capture: NewCapture,
  durationMs: number,
): Promise<'saved' | 'unchanged' | 'superseded'> {
  const [row] = await database.rows<{ same: boolean }>(SAVE, [
    ...captureValues(capture),
    claim.documentId,
    claim.token,
    claim.revision,
    capture.sha256,
    Math.round(durationMs),
  ]);
  if (!row) return 'superseded';
  database.signals.notify('outbox');
  return row.same ? 'unchanged' : 'saved';
}

/** Why the kept result has no speech: a failed fetch in between has left another reason. */
const WITHOUT_SPEECH = `coalesce((
  select string_agg(reasons.reason, ', ') from page_results p, jsonb_array_elements_text(p.result -> 'quality' -> 'reasons') as reasons(reason)
  where p.document_id = d.id), 'no-speech')`;

const SAVE = `
  with held as (
    select *, sha256 is not distinct from $11 as same from documents
    where id = $8 and lease_token = $9 and revision = $10 and stage = 'accepted' and state = 'active'
    for no key update
  ),
  moved as (
    update documents d set revision = d.revision + (not h.same)::int, sha256 = $11,
      stage = case when h.same and d.announced_revision = d.revision then 'announced' else 'fetched' end,
      reason = case when h.same and d.announced_revision = d.revision and d.speech_count = 0 then ${WITHOUT_SPEECH} else d.reason end,
      ${sql.dropLease}, ${sql.newStage}
    from held h where d.id = h.id
    returning d.*, h.same
  ),
  captured as (${captureInsert('moved where not same')}),
  line as (
    insert into timeline (document_id, revision, step, enters, wait_ms, duration_ms, attempt)
    select m.id, m.revision, case when m.same then 'unchanged' else 'fetched' end, m.stage, ${sql.waitMs('h')}, $12::int, h.attempts
    from moved m join held h on h.id = m.id
  ),
  wake as (
    insert into outbox (room, document_id, revision) select '${parseStage.room}', id, revision from moved where stage = 'fetched'
  )
  select same from moved`;
