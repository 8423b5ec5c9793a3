import type { PageResult } from '#domain';
import { indexStage } from '#stages';
import type { Database } from '../database.js';
import { sql } from '../rows.js';
import { storable, storableJson, storableOrNull } from '../storable.js';
import type { Claim } from './claim.js';
import { idsFor, type KnownSpeech, speechRows } from './speech-rows.js';

/**
 * One commit with the page result, its speeches, the timeline and the indexer's wake-up. Speeches keep their ids; those that are no longer
 * on the page become withdrawn. The result of an earlier parse goes.
 */
export async function saveParsed(database: Database, claim: Claim, page: PageResult, durationMs: number): Promise<'saved' | 'superseded'> {
  const known = claim.document.parserVersion === null ? [] : await knownSpeeches(database, claim.documentId);
  const ids = idsFor(
    page.speeches.map(({ title }) => storable(title)),
    known,
    claim,
  );
  const { speeches, removals, gaps, ...result } = page;
  const saved = await database.rows(SAVE, [
    claim.documentId,
    claim.token,
    claim.revision,
    storableJson(result),
    storableJson(removals),
    storableJson(gaps),
    storableJson(speechRows(page, ids)),
    ids,
    storableOrNull(page.title ?? speeches[0]?.title),
    storableOrNull(page.site),
    page.parserVersion,
    reasonOf(page),
    Math.round(durationMs),
  ]);
  if (saved.length === 0) return 'superseded';
  database.signals.notify('outbox');
  return 'saved';
}

/** Read before the save: while the claim holds nobody else writes them, and when it does not, nothing is saved. */
const knownSpeeches = (database: Database, documentId: string): Promise<KnownSpeech[]> =>
  database.rows('select id, title, ordinal, withdrawn from speeches where document_id = $1 order by withdrawn, ordinal', [documentId]);

/** Why a page has no speech; null when it has one. */
export const reasonOf = ({ speeches, quality }: PageResult): string | null =>
  speeches.length > 0 ? null : storable(quality.reasons.join(', ') || 'no-speech');

const SPEECH = `s(id uuid, ordinal int, title text, kind text, salutation text, date text, year int, occasion text, speaker text, text text,
  blocks jsonb, outline jsonb, redactions jsonb, confidence float8, site text, published_at text, text_hash text, result_hash text)`;

/**
 * Two statements for a document in `moved` that has come to the result in `result`: its speeches out of JSON, and the end of those that are
 * no longer on its page; `ids` are those that are.
 */
export const speechesWritten = (json: string, ids: string): string => `
  written as (
    insert into speeches (id, document_id, revision, version, ordinal, title, kind, salutation, date, year, occasion, speaker, text,
      blocks, outline, redactions, confidence, site, url, published_at, text_hash, result_hash)
    select s.id, m.id, m.revision, r.version, s.ordinal, s.title, s.kind, s.salutation, s.date, s.year, s.occasion, s.speaker, s.text,
      s.blocks, s.outline, s.redactions, s.confidence, s.site, m.url, s.published_at, s.text_hash, s.result_hash
    from moved m, result r, jsonb_to_recordset(${json}) as ${SPEECH}
    on conflict (id) do update set revision = excluded.revision, version = excluded.version, ordinal = excluded.ordinal, withdrawn = false,
      title = excluded.title, kind = excluded.kind, salutation = excluded.salutation, date = excluded.date, year = excluded.year,
      occasion = excluded.occasion, speaker = excluded.speaker, text = excluded.text, blocks = excluded.blocks,
      outline = excluded.outline, redactions = excluded.redactions, confidence = excluded.confidence, site = excluded.site,
      url = excluded.url, published_at = excluded.published_at, text_hash = excluded.text_hash, result_hash = excluded.result_hash
  ),
  vanished as (
    update speeches s set withdrawn = true, version = r.version, revision = m.revision from moved m, result r
    where s.document_id = m.id and not s.withdrawn and s.id <> all (${ids})
  )`;

const SAVE = `
  with held as (
    select * from documents where id = $1 and lease_token = $2 and revision = $3 and stage = 'fetched' and state = 'active'
    for no key update
  ),
  moved as (
    update documents d set stage = 'parsed', title = $9, site = $10, parser_version = $11, reason = $12,
      speech_count = cardinality($8::uuid[]), ${sql.dropLease}, ${sql.newStage}
    from held h where d.id = h.id
    returning d.*
  ),
  replaced as (delete from page_results p using moved m where p.document_id = m.id),
  result as (
    insert into page_results (document_id, revision, parser_version, result, removals, gaps)
    select id, revision, $11, $4::jsonb, $5::jsonb, $6::jsonb from moved
    returning id as version
  ),
  ${speechesWritten('$7::jsonb', '$8::uuid[]')},
  line as (
    insert into timeline (document_id, revision, step, enters, wait_ms, duration_ms, attempt, parser_version, reason)
    select m.id, m.revision, 'parsed', 'parsed', ${sql.waitMs('h')}, $13::int, h.attempts, $11, $12 from moved m join held h on h.id = m.id
  ),
  wake as (
    insert into outbox (room, document_id, revision) select '${indexStage.room}', id, revision from moved
  )
  select id from moved`;
