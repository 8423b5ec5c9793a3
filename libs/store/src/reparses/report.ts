import type { ReparseCounts, ReparseExample, ReparseRecord, ReparseReport } from '#domain';
import type { Database } from '../database.js';
import { isUuid } from '../storable.js';

/** Select list of run `r`, named as in ReparseRecord. */
export const RUN_COLUMNS = `r.id, r.scope, r.site, r.parser_version as "parserVersion", r.state, r.total, r.created_at as "createdAt", r.state_since as "stateSince"`;

const EXAMPLES = 20;

const count = (condition: string): string => `count(*) filter (where ${condition})`;

/** Counts and kinds of run `r`, as JSON: out of its candidates. */
export const SUMMARY = `jsonb_build_object(
  'counts', (select jsonb_build_object(
    'same', ${count("c.outcome = 'same'")}, 'changed', ${count("c.outcome = 'changed'")}, 'failing', ${count("c.outcome = 'failing'")},
    'nowEmpty', ${count("c.outcome = 'changed' and c.speeches_before > 0 and c.speeches_after = 0")},
    'newSpeeches', coalesce(sum(c.added), 0), 'vanishedSpeeches', coalesce(sum(c.vanished), 0),
    'overtaken', ${count("c.switched = 'overtaken'")}, 'applied', ${count("c.switched = 'applied'")},
    'rolledBack', ${count("c.switched = 'rolledBack'")})
    from reparse_candidates c where c.reparse_id = r.id),
  'kinds', (select coalesce(jsonb_object_agg(k.kind, k.documents), '{}') from (
    select kind, count(*) as documents from reparse_candidates c, unnest(c.kinds) as kind where c.reparse_id = r.id group by kind) k))`;

type Row = ReparseRecord & { readonly summary: { readonly counts: ReparseCounts; readonly kinds: ReparseReport['kinds'] } };

/** One run with what it has found and done so far; null when there is none of this id. */
export async function reportOf(database: Database, id: string): Promise<ReparseReport | null> {
  if (!isUuid(id)) return null;
  const [row] = await database.rows<Row>(
    `select ${RUN_COLUMNS}, coalesce(r.summary, ${SUMMARY}) as summary from reparses r where r.id = $1`,
    [id],
  );
  if (!row) return null;
  const [examples, failures] = await Promise.all([
    examplesOf(database, id, "c.outcome = 'changed'", 'c.share desc, c.vanished desc, c.document_id'),
    examplesOf(database, id, "c.outcome = 'failing'", 'c.document_id'),
  ]);
  const { summary, ...run } = row;
  const open = run.state !== 'closed';
  return { ...run, ...summary, examples: open ? examples : [], failures: open ? failures : [] };
}

const examplesOf = (database: Database, id: string, condition: string, order: string): Promise<ReparseExample[]> =>
  database.rows(
    `select c.document_id as "documentId", c.title, c.from_version as "fromVersion", c.share, c.kinds, c.message,
       json_build_object('before', c.speeches_before, 'after', c.speeches_after) as speeches,
       json_build_object('before', c.characters_before, 'after', c.characters_after) as characters
     from reparse_candidates c where c.reparse_id = $1 and ${condition} order by ${order} limit ${EXAMPLES}`,
    [id],
  );
