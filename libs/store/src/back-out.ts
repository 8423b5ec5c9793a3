import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { APPLICATION, atTables, CONNECTED_APPS } from './at-tables.js';
import { changesIn, changingTables } from './data-source.js';
import { isMade } from './embedded/cluster.js';
import { startEngine } from './embedded/engine.js';
import { migrations } from './migrations/index.js';
import { openingTrouble } from './server-trouble.js';
import type { DatabaseConfig } from './store.js';

/** A change that was made to the tables of a database. */
export interface AppliedChange {
  readonly name: string;
  /** What taking it back drops for good; null when that is nothing. */
  readonly loses: string | null;
}

/** The tables stay as they are; the sentence says why. */
export class CannotBackOut extends Error {
  override readonly name = 'CannotBackOut';
}

/** The changes in this database, the newest first; brings nothing up to date. The caller holds the lock of an embedded one's folder. */
export const appliedChanges = (config: DatabaseConfig): Promise<AppliedChange[]> => withTables(config, applied);

/**
 * Takes back all changes after the one of this name, the newest first, each in one transaction, so that a Rostra whose newest change that is can
 * work with the tables. Answers what was taken back; called again after it was interrupted, it goes on. @throws CannotBackOut TryLater
 */
export async function backOut(config: DatabaseConfig, to: string): Promise<AppliedChange[]> {
  return withTables(config, (dataSource) =>
    changingTables(dataSource, async () => {
      const changes = await applied(dataSource);
      const kept = changes.findIndex(({ name }) => name === to);
      if (kept === -1)
        throw new CannotBackOut(`${to}: these tables know no such change. They have ${changes.map(({ name }) => name).join(', ')}.`);
      const later = changes.slice(0, kept);
      if (later.length > 0 && config.kind === 'server') await refuseWhileUsed(dataSource);
      for (const _ of later) await dataSource.undoLastMigration({ transaction: 'all' });
      return later;
    }),
  );
}

async function withTables<Result>(config: DatabaseConfig, work: (dataSource: DataSource) => Promise<Result>): Promise<Result> {
  if (config.kind === 'server')
    return atTables(config.url, work).catch((error: unknown) => {
      throw openingTrouble(error);
    });
  if (!isMade(join(config.dataDir, 'db'))) throw new CannotBackOut(`DATA_DIR: there is no archive in ${config.dataDir}.`);
  const engine = await startEngine(config.dataDir);
  try {
    return await atTables(engine.url, work);
  } finally {
    await engine.close();
  }
}

async function applied(dataSource: DataSource): Promise<AppliedChange[]> {
  const names = await changesIn(dataSource);
  if (names === null) throw new CannotBackOut('DATABASE_URL: there is no archive in this database.');
  return names.map((name) => {
    const change = migrations.find((each) => each.name === name);
    return { name, loses: change ? new change().loses : null };
  });
}

async function refuseWhileUsed(dataSource: DataSource): Promise<void> {
  const [{ count }] = await dataSource.query<[{ count: number }]>(CONNECTED_APPS, [[APPLICATION.app, APPLICATION.upkeep]]);
  if (count > 0)
    throw new CannotBackOut(
      `Apps, or commands that look after the archive, are at work on this database (${count} connections). Stop all of them and come again.`,
    );
}
