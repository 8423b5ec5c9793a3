import { indexStage } from '#stages';
import type { Database } from '../database.js';
import { speechesWritten } from '../documents/save-parsed.js';
import { sql } from '../rows.js';
import { within } from '../storable.js';
import type { HeldRun } from './holding.js';
import { KEPT_NOW } from './kept-result.js';
import { SETTLED } from './runs.js';

/** Switching to the results of a run, or back to what they have replaced. */
interface Way {
  readonly takes: 'no' | 'applied';
  /** What candidates, and at the end the run, are then. */
  readonly leaves: 'applied' | 'rolledBack';
  /** Columns of candidate `c`: what is put in place, its version, the version it replaces. */
  readonly content: 'next' | 'previous';
  readonly version: string;
  readonly before: string;
}

const THERE: Way = {
  ...{ takes: 'no', leaves: 'applied', content: 'next' },
  ...{ version: 'r.parser_version', before: 'c.from_version' },
};
const BACK: Way = {
  ...{ takes: 'applied', leaves: 'rolledBack', content: 'previous' },
  ...{ version: 'c.from_version', before: 'r.parser_version' },
};

const wayOf = ({ run }: HeldRun): Way => (run.state === 'applying' ? THERE : BACK);

/**
 * Switches up to so many documents, each in one commit with its speeches, its timeline and the indexer's wake-up, so that a crash at any moment
 * leaves each either there or here. Workers that have such a document in hand are fenced out. A document that has a newer capture or result by
 * now, or was withdrawn, keeps it. Answers how many documents were looked at; 0 means that none is left.
 */
export async function switchSome(database: Database, held: HeldRun, limit: number): Promise<number> {
  const way = wayOf(held);
  const documents = await database.rows<{ id: string }>(
    `select document_id as id from reparse_candidates
     where reparse_id = $1 and switched = $2 and outcome in ('same', 'changed') order by document_id limit $3`,
    [held.run.id, way.takes, within(1, limit, 1_000)],
  );
  for (const { id } of documents) await switchOne(database, held, way, id);
  if (documents.length > 0) database.signals.notify('outbox');
  return documents.length;
}

async function switchOne(database: Database, { run, token }: HeldRun, way: Way, documentId: string): Promise<void> {
  await database.transaction(async (statements) => {
    // Locked first, so that the statement after it sees what another one committed while this one waited.
    await statements.rows('select from documents where id = $1 for no key update', [documentId]);
    await statements.rows(switchSql(way), [run.id, token, documentId]);
  });
}

const switchSql = ({ takes, leaves, content, version, before }: Way) => `
  with c as (
    select c.*, c.${content} as put, ${version} as version, ${before} as version_before,
      (select coalesce(array_agg((s ->> 'id')::uuid), '{}') from jsonb_array_elements(c.${content} -> 'speeches') s) as ids
    from reparse_candidates c join reparses r on r.id = c.reparse_id
    where c.reparse_id = $1 and r.lease_token = $2 and r.state in ('applying', 'rollingBack')
      and c.document_id = $3 and c.switched = '${takes}'
  ),
  stands as (
    select d.*, ${KEPT_NOW} as kept from c join documents d on d.id = c.document_id join page_results p on p.document_id = d.id
    where d.revision = c.revision and p.id = c.standing and ${SETTLED}
  ),
  moved as (
    update documents d set stage = 'parsed', title = c.put ->> 'title', site = c.put ->> 'site', reason = c.put ->> 'reason',
      parser_version = c.version, speech_count = cardinality(c.ids), ${sql.dropLease}, ${sql.newStage}
    from c join stands s on s.id = c.document_id where d.id = c.document_id and c.put is not null
    returning d.*
  ),
  replaced as (delete from page_results p using moved m where p.document_id = m.id),
  result as (
    insert into page_results (document_id, revision, parser_version, result, removals, gaps)
    select m.id, m.revision, c.version, c.put -> 'result', c.put -> 'removals', c.put -> 'gaps' from moved m, c
    returning id as version
  ),
  ${speechesWritten("(select put -> 'speeches' from c)", '(select ids from c)::uuid[]')},
  wake as (
    insert into outbox (room, document_id, revision) select '${indexStage.room}', id, revision from moved
  ),
  renamed as (
    update documents d set parser_version = c.version, updated_at = now()
    from c join stands s on s.id = c.document_id where d.id = c.document_id and c.put is null
    returning d.*
  ),
  retold as (
    update page_results p set parser_version = c.version, result = jsonb_set(p.result, '{parserVersion}', to_jsonb(c.version))
    from renamed d, c where p.document_id = d.id
  ),
  line as (
    insert into timeline (document_id, revision, step, enters, parser_version, reason)
    select d.id, d.revision, 'reparsed', d.enters, c.version,
      case when c.version = c.version_before then c.version || ', other site rules' else c.version_before || ' → ' || c.version end
    from c, (select id, revision, 'parsed' as enters from moved union all select id, revision, null from renamed) as d
    where c.version <> c.version_before or d.enters is not null
  )
  update reparse_candidates k set
    switched = case when s.id is null then 'overtaken' else '${leaves}' end,
    previous = case when s.id is not null and '${leaves}' = 'applied' and c.put is not null then s.kept end, next = null,
    standing = coalesce((select version from result), k.standing)
  from c left join stands s on s.id = c.document_id
  where k.reparse_id = c.reparse_id and k.document_id = c.document_id`;

/** How many documents of the flow stand before the indexer or announcer: what a switch adds to. */
export async function beforeIndex(database: Database): Promise<number> {
  const [row] = await database.rows<{ count: number }>(
    `select count(*)::int as count from documents d where d.stage in ('parsed', 'indexed') and d.stage <> 'announced' and d.state = 'active'`,
  );
  return row?.count ?? 0;
}

/** Ends the switching once search and event log have followed each document that is not a dead letter. Answers whether it has ended. */
export async function switched(database: Database, held: HeldRun): Promise<boolean> {
  const { takes, leaves } = wayOf(held);
  const ended = await database.rows(
    `update reparses r set state = $3, state_since = now(), lease_token = null, lease_until = null
     where r.id = $1 and r.lease_token = $2 and r.state in ('applying', 'rollingBack')
       and not exists (select from reparse_candidates c where c.reparse_id = r.id and c.switched = $4 and c.outcome in ('same', 'changed'))
       and not exists (select from documents d join reparse_candidates c on c.document_id = d.id and c.reparse_id = r.id and c.switched = $3
         where d.stage in ('parsed', 'indexed') and d.stage <> 'announced' and d.state = 'active')
     returning r.id`,
    [held.run.id, held.token, leaves, takes],
  );
  return ended.length > 0;
}
