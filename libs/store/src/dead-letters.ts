import type { DeadLetter, Stage } from '#domain';
import type { Database } from './database.js';
import { DeadLetterEntity } from './entities/dead-letter.entity.js';
import { sql } from './rows.js';
import { isUuid, storable, within } from './storable.js';

export interface DeadLetterGroup {
  readonly group: string;
  /** Where most of them stopped. */
  readonly stage: Stage;
  readonly count: number;
  readonly lastMessage: string;
  readonly lastAt: Date;
  /** Up to five, the newest first. */
  readonly documentIds: string[];
}

/** Work that nobody tries again by itself, grouped by its cause. */
export class DeadLetters {
  constructor(private readonly database: Database) {}

  /** The largest first. */
  async groups(): Promise<DeadLetterGroup[]> {
    return this.database.rows(`
      select error_group as "group", mode() within group (order by stage) as stage, count(*)::int as count,
        (array_agg(message order by at desc, id))[1] as "lastMessage", max(at) as "lastAt",
        (array_agg(document_id order by at desc, id))[1:5] as "documentIds"
      from dead_letters group by error_group order by count(*) desc, error_group`);
  }

  /** The newest first. */
  async ofGroup(group: string, limit: number): Promise<DeadLetter[]> {
    const letters = await this.database.dataSource
      .getRepository(DeadLetterEntity)
      .find({ where: { group: storable(group) }, order: { at: 'DESC', id: 'ASC' }, take: within(1, limit, 1_000) });
    return letters.map((letter) => ({ ...letter }));
  }

  /** The groups of the documents' letters; a document without a letter is left out. */
  async groupsOf(documentIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.rows<{ documentId: string; group: string }>(
      'select document_id as "documentId", error_group as "group" from dead_letters where document_id = any ($1::uuid[])',
      [documentIds.filter(isUuid)],
    );
    return new Map(rows.map(({ documentId, group }) => [documentId, group]));
  }

  /** Every document of the group goes back to its stage with a clean slate. Answers how many. */
  async retry(group: string): Promise<number> {
    const [row] = await this.database.rows<{ count: number }>(RETRY, [storable(group)]);
    this.database.signals.notify('outbox');
    return row?.count ?? 0;
  }

  /** The letters go; their documents stay dead and keep the reason. Answers how many. */
  async discard(group: string): Promise<number> {
    const [row] = await this.database.rows<{ count: number }>(DISCARD, [storable(group)]);
    return row?.count ?? 0;
  }
}

const RETRY = `
  with letters as (delete from dead_letters where error_group = $1 returning document_id),
  moved as (
    update documents d set state = 'active', reason = null, ${sql.dropLease}, ${sql.newStage}
    from letters l where d.id = l.document_id and d.state = 'dead'
    returning d.id, d.revision, d.stage
  ),
  line as (insert into timeline (document_id, revision, step) select id, revision, 'retried' from moved),
  wake as (insert into outbox (room, document_id, revision) select ${sql.room('stage')}, id, revision from moved)
  select count(*)::int as count from moved`;

const DISCARD = `
  with letters as (delete from dead_letters where error_group = $1 returning document_id, revision, message),
  put_away as (
    update documents d set state = 'discarded', ${sql.dropLease}, updated_at = now()
    from letters l where d.id = l.document_id and d.state = 'dead'
  ),
  line as (
    insert into timeline (document_id, revision, step, reason) select document_id, revision, 'discarded', message from letters
  )
  select count(*)::int as count from letters`;
