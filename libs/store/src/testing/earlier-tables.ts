import { dataSourceFor } from '../data-source.js';
import { startEngine } from '../embedded/engine.js';
import { migrations } from '../migrations/index.js';
import type { DatabaseConfig } from '../store.js';

/**
 * Makes an empty database one that an earlier Rostra has left, whose newest migration had this name: its tables, filled by these statements. `more`
 * is done before the database is closed, and gets its URL.
 */
export async function makeEarlierTables(
  config: DatabaseConfig,
  newest: string,
  statements: string,
  more: (url: string) => Promise<void>,
): Promise<void> {
  const engine = config.kind === 'embedded' ? await startEngine(config.dataDir) : null;
  const url = config.kind === 'server' ? config.url : (engine?.url ?? '');
  const earlier = migrations.slice(0, migrations.findIndex(({ name }) => name === newest) + 1);
  try {
    const dataSource = dataSourceFor(url, { poolSize: 2, statementTimeoutMs: 0, applicationName: 'rostra-spec' });
    await dataSource.setOptions({ migrations: earlier }).initialize();
    await dataSource.runMigrations({ transaction: 'all' });
    await dataSource.query(statements);
    await dataSource.destroy();
    await more(url);
  } finally {
    await engine?.close();
  }
}
