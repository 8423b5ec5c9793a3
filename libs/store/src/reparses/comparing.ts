import { changesBetween, type PageChanges, type PageResult, textOf } from '#domain';
import type { Database, Statements } from '../database.js';
import { wholePage } from '../documents/read.js';
import { PageResultEntity } from '../entities/page-result.entity.js';
import { storable, storableJson, storableOrNull, within } from '../storable.js';
import type { HeldRun } from './holding.js';
import { idsAfterReparse, type KnownText } from './ids-after-reparse.js';
import { keptResult } from './kept-result.js';
import { isMeant, SETTLED } from './runs.js';

/** One document for the dry run: the capture to parse, and the result it is to be compared with. */
export interface ReparseTask {
  readonly documentId: string;
  readonly revision: number;
  /** Id of the page result that stands. */
  readonly standing: number;
  readonly fromVersion: string;
  readonly title: string | null;
  readonly sha256: string;
  readonly url: string | null;
  readonly contentType: string | null;
  readonly fileName: string | null;
  readonly site: string | null;
}

/** What the present parser made of the capture: a page, or the sentence why it made none. */
export type Reparsed = { readonly page: PageResult } | { readonly failure: string };

/** The next documents in the order of their ids, without those the run has looked at already. */
export function toCompare(
  database: Database,
  { run }: HeldRun,
  sets: Readonly<Record<string, string>>,
  limit: number,
): Promise<ReparseTask[]> {
  const { id, scope, parserVersion, site } = run;
  return database.rows<ReparseTask>(TO_COMPARE, [id, scope, parserVersion, within(1, limit, 1_000), site, storableJson(sets)]);
}

const TO_COMPARE = `
  select d.id as "documentId", d.revision, p.id as standing, p.parser_version as "fromVersion", d.title, c.sha256,
    coalesce(c.final_url, c.url) as url, c.content_type as "contentType", c.file_name as "fileName", c.site
  from documents d join page_results p on p.document_id = d.id and p.revision = d.revision
    join captures c on c.document_id = d.id and c.revision = d.revision
  where d.id > coalesce((select done_to from reparses where id = $1), '00000000-0000-0000-0000-000000000000')
    and ${SETTLED} and ${isMeant('$2', '$5', '$3', '$6')}
    and not exists (select from reparse_candidates r where r.reparse_id = $1 and r.document_id = d.id)
  order by d.id limit $4`;

/** The dry run is through with all documents up to this one; null ends it. Does nothing for a run that is no longer held. */
export async function comparedTo(database: Database, { run, token }: HeldRun, documentId: string | null): Promise<void> {
  await database.rows(
    documentId === null
      ? `update reparses set state = 'compared', state_since = now(), crashes = 0, suspect = null, lease_token = null, lease_until = null
         where id = $1 and lease_token = $2 and state = 'comparing' and $3::uuid is null`
      : `update reparses set done_to = $3, crashes = 0, suspect = null where id = $1 and lease_token = $2 and state = 'comparing'`,
    [run.id, token, documentId],
  );
}

/**
 * Keeps what the document would become, in one commit and once per run. Nothing that readers see changes. A document that has got a newer
 * capture or result meanwhile, or was withdrawn, is passed over. Does nothing for a run that is no longer held.
 */
export async function saveCandidate(database: Database, held: HeldRun, task: ReparseTask, reparsed: Reparsed): Promise<void> {
  const candidate = 'page' in reparsed ? await compared(database, task, reparsed.page) : failed(reparsed.failure);
  if (!candidate) return;
  await database.transaction(async (statements) => {
    if (await isStanding(statements, task)) await statements.rows(INSERT, [held.run.id, held.token, ...rowOf(task, candidate)]);
  });
}

/** Locks the document, so that a withdrawal at the same moment either hinders the candidate or finds it. */
async function isStanding(statements: Statements, { documentId, revision, standing }: ReparseTask): Promise<boolean> {
  await statements.rows('select from documents where id = $1 for no key update', [documentId]);
  const [found] = await statements.rows(
    `select from documents d join page_results p on p.document_id = d.id
     where d.id = $1 and d.revision = $2 and p.id = $3 and ${SETTLED}`,
    [documentId, revision, standing],
  );
  return found !== undefined;
}

interface Candidate {
  readonly outcome: 'same' | 'changed' | 'failing';
  readonly changes: PageChanges;
  readonly speeches: readonly [before: number, after: number];
  readonly characters: readonly [before: number, after: number];
  readonly message: string | null;
  /** JSON of the result to switch to. */
  readonly next: string | null;
}

const UNCHANGED: PageChanges = { kinds: [], share: 0, added: 0, vanished: 0 };

const failed = (message: string): Candidate => ({
  ...{ outcome: 'failing', changes: UNCHANGED, speeches: [0, 0], characters: [0, 0] },
  message,
  next: null,
});

async function compared(database: Database, { documentId, revision, standing }: ReparseTask, page: PageResult): Promise<Candidate | null> {
  const row = await database.dataSource.getRepository(PageResultEntity).findOneBy({ id: standing });
  if (!row) return null;
  const before = await wholePage(database, row);
  // As it would come back from the database: what that cannot hold is no difference.
  const after: PageResult = JSON.parse(storableJson(page));
  const known = await database.rows<KnownText>(
    'select id, title, ordinal, withdrawn, text from speeches where document_id = $1 order by withdrawn, ordinal, id',
    [documentId],
  );
  const ids = idsAfterReparse(after.speeches, known, { documentId, revision });
  const places = new Map(known.filter(({ withdrawn }) => !withdrawn).map(({ id }, place) => [id, place]));
  const changes = changesBetween(
    before,
    after,
    ids.map((id) => places.get(id) ?? null),
  );
  const same = changes.kinds.length === 0;
  return {
    outcome: same ? 'same' : 'changed',
    changes,
    speeches: [before.speeches.length, after.speeches.length],
    characters: [textOf(before).length, textOf(after).length],
    message: null,
    next: same ? null : storableJson(keptResult(page, ids)),
  };
}

const rowOf = (task: ReparseTask, { outcome, changes, speeches, characters, message, next }: Candidate): unknown[] => [
  ...[task.documentId, task.revision, task.standing, task.fromVersion, outcome],
  ...[changes.kinds, changes.share, ...speeches, ...characters, changes.added, changes.vanished],
  ...[storableOrNull(task.title), message === null ? null : storable(message), next],
];

const INSERT = `
  insert into reparse_candidates (reparse_id, document_id, revision, standing, from_version, outcome, switched, kinds, share,
    speeches_before, speeches_after, characters_before, characters_after, added, vanished, title, message, next)
  select r.id, $3::uuid, $4::int, $5::bigint, $6, $7, 'no', $8::text[], $9::float8, $10::int, $11::int, $12::int, $13::int, $14::int,
    $15::int, $16, $17, $18::jsonb
  from reparses r where r.id = $1 and r.lease_token = $2 and r.state = 'comparing'
  on conflict do nothing`;
