import type { Database } from './database.js';
import { SourceEntity, type SourceRecord } from './entities/source.entity.js';
import { storable } from './storable.js';

/** Where captures come from. */
export class Sources {
  /** Sources are never renamed or deleted, so an id found once stays true. */
  private readonly known = new Map<string, string>();

  constructor(private readonly database: Database) {}

  /** The source of this name, made now when it is new; an existing one keeps its kind. */
  async ensure(name: string, kind: string): Promise<{ readonly id: string }> {
    const key = storable(name);
    const known = this.known.get(key);
    if (known) return { id: known };
    await this.database.rows('insert into sources (name, kind) values ($1, $2) on conflict (name) do nothing', [key, storable(kind)]);
    const { id } = await this.database.dataSource.getRepository(SourceEntity).findOneByOrFail({ name: key });
    this.known.set(key, id);
    return { id };
  }

  /** By name. */
  async list(): Promise<SourceRecord[]> {
    return this.database.dataSource.getRepository(SourceEntity).find({ order: { name: 'ASC' } });
  }
}
