import type { Database } from '../database.js';
import { within } from '../storable.js';
import { close } from './runs.js';

/** For so long a dry run can be applied and an applied run rolled back, in days. */
const KEPT_DAYS = 14;

/** Closes runs whose time is over. Answers how many. */
export async function closeOld(database: Database): Promise<number> {
  const old = await database.rows<{ id: string }>(
    `select id from reparses where state in ('compared', 'applied', 'rolledBack') and state_since < now() - interval '${KEPT_DAYS} days'`,
  );
  for (const { id } of old) await database.transaction((statements) => close(statements, id));
  return old.length;
}

/** Removes up to so many candidates of closed runs. Answers how many. */
export async function sweep(database: Database, limit: number): Promise<number> {
  const swept = await database.rows(
    `delete from reparse_candidates c using (
       select reparse_id, document_id from reparse_candidates
       where reparse_id in (select id from reparses where state = 'closed') limit $1) as o
     where c.reparse_id = o.reparse_id and c.document_id = o.document_id returning c.document_id`,
    [within(1, limit, 10_000)],
  );
  return swept.length;
}
