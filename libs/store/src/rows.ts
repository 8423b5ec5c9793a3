import type { CaptureRecord, DocumentRecord, SpeechRecord } from '#domain';
import { stages } from '#stages';
import { restoreBlocks, type StoredBlock } from './stored-blocks.js';

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const columns =
  (names: readonly string[]) =>
  (alias: string): string =>
    names.map((name) => `${alias}."${snake(name)}" as "${name}"`).join(', ');

const documentFields = [
  'id',
  'sourceId',
  'key',
  'url',
  'revision',
  'stage',
  'state',
  'reason',
  'crashes',
  'attempts',
  'notBefore',
  'stageSince',
  'createdAt',
  'updatedAt',
  'title',
  'site',
  'parserVersion',
  'speechCount',
] as const satisfies readonly (keyof DocumentRecord)[];

const captureFields = [
  'id',
  'documentId',
  'revision',
  'sha256',
  'size',
  'contentType',
  'url',
  'finalUrl',
  'site',
  'fileName',
  'headers',
  'capturedAt',
  'receivedAt',
] as const satisfies readonly (keyof CaptureRecord)[];

const speechFields = [
  'id',
  'documentId',
  'revision',
  'version',
  'ordinal',
  'title',
  'kind',
  'salutation',
  'date',
  'year',
  'occasion',
  'speaker',
  'text',
  'blocks',
  'outline',
  'redactions',
  'confidence',
  'site',
  'url',
  'publishedAt',
] as const satisfies readonly (keyof SpeechRecord)[];

const indexedFields = [
  'id',
  'documentId',
  'version',
  'title',
  'text',
  'outline',
  'speaker',
  'site',
  'kind',
  'year',
  'date',
] as const satisfies readonly (keyof SpeechRecord)[];

/** What the search index keeps of a speech; blocks and redactions, the heavier half, are not read for it. */
export type IndexedSpeech = Pick<SpeechRecord, (typeof indexedFields)[number]>;

/** Select list of an IndexedSpeech. */
export const indexedColumns = columns(indexedFields);

/** Select list of a document's row, named as in DocumentRecord. */
export const documentColumns = columns(documentFields);

/** Select list of a capture's row, named as in CaptureRecord. */
export const captureColumns = columns(captureFields);

/** Select list of a speech's row; pass each row through `speechOf`. */
export const speechColumns = columns(speechFields);

export type SpeechRow = Omit<SpeechRecord, 'blocks'> & { readonly blocks: readonly StoredBlock[] };

export const speechOf = (row: SpeechRow): SpeechRecord => ({ ...row, blocks: restoreBlocks(row.text, row.blocks) });

/** The document's part of a row that carries more. */
export function documentOf(row: DocumentRecord): DocumentRecord {
  const { id, sourceId, key, url, revision, stage, state, reason, crashes, attempts, notBefore, stageSince, createdAt, updatedAt } = row;
  const { title, site, parserVersion, speechCount } = row;
  return {
    id,
    sourceId,
    key,
    url,
    revision,
    stage,
    state,
    reason,
    crashes,
    attempts,
    notBefore,
    stageSince,
    createdAt,
    updatedAt,
    title,
    site,
    parserVersion,
    speechCount,
  };
}

/** Parts of the statements that several verbs share. */
export const sql = {
  /** A document that some room may still work on; a withdrawn one is on its way out of index and log. */
  workable: (alias: string) => `(${alias}.state = 'active' or (${alias}.state = 'withdrawn' and ${alias}.stage in ('parsed', 'indexed')))`,
  /** The room that takes documents at this stage. */
  room: (stage: string) => `case ${stage} ${stages.map(({ takes, room }) => `when '${takes}' then '${room}'`).join(' ')} end`,
  free: (alias: string) => `(${alias}.lease_until is null or ${alias}.lease_until <= now())`,
  dropLease: 'lease_token = null, lease_until = null, lease_holder = null, claimed_at = null',
  /** A new stage starts with a clean slate. */
  newStage: 'attempts = 0, crashes = 0, suspect = false, not_before = null, stage_since = now(), updated_at = now()',
  /** From entering the stage to being claimed, of a row that was held. */
  waitMs: (alias: string) => `greatest(0, extract(epoch from ${alias}.claimed_at - ${alias}.stage_since) * 1000)::int`,
  /**
   * Two more statements for rows of `fallen` (id, revision, stage, attempts, error_group, message): their letters, and the lines of the
   * timeline. `earlier` selects (id, revision, step, attempt, reason) of lines that come before those.
   */
  letters: (fallen: string, earlier: string) => `
    letters as (
      insert into dead_letters (document_id, revision, stage, error_group, message, attempts)
      select id, revision, stage, error_group, message, attempts from ${fallen}
      on conflict (document_id) do update set revision = excluded.revision, stage = excluded.stage,
        error_group = excluded.error_group, message = excluded.message, attempts = excluded.attempts, at = now()
    ),
    lines as (
      insert into timeline (document_id, revision, step, attempt, reason)
      select id, revision, step, attempt, reason from (
        select 1, e.* from (${earlier}) as e
        union all select 2, id, revision, 'dead', attempts, message from ${fallen}
      ) as l (place, id, revision, step, attempt, reason) order by place
    )`,
} as const;
