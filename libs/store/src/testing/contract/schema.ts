import { dataSourceFor } from '../../data-source.js';
import type { GetStore } from './steps.js';

export function schemaContract(store: GetStore): void {
  describe('its tables', () => {
    it('are what the entities say after all migrations, and come and go with them', async () => {
      const dataSource = await dataSourceFor(store().connectionUrl, {
        poolSize: 2,
        statementTimeoutMs: 0,
        applicationName: 'rostra-spec',
      }).initialize();
      const drift = async () => (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
      const tables = () => dataSource.query(`select tablename from pg_tables where schemaname = 'public' and tablename <> 'migrations'`);
      try {
        expect(await drift()).toEqual([]);
        for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
        expect(await tables()).toEqual([]);
        await dataSource.runMigrations();
        expect(await drift()).toEqual([]);
      } finally {
        await dataSource.destroy();
      }
    }, 30_000);
  });
}
