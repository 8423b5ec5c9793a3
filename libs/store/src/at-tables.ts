import type { DataSource } from 'typeorm';
import { checkServer, dataSourceFor } from './data-source.js';

/** What a server shows of our connections. */
export const APPLICATION = { app: 'rostra', upkeep: 'rostra-upkeep', tables: 'rostra-tables' } as const;

/** How many connections of these names there are to the database. */
export const CONNECTED_APPS =
  'select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name = any ($1::text[])';

/** How long one step of building the tables may take, in ms: a large archive has many rows to go over. */
const BUILDING_MS = 3_600_000;

/** Works on the tables through connections of their own: building them may take longer than any statement of the archive may. @throws UnfitDatabase */
export async function atTables<Result>(url: string, work: (dataSource: DataSource) => Promise<Result>): Promise<Result> {
  const dataSource = await dataSourceFor(url, {
    poolSize: 2,
    statementTimeoutMs: BUILDING_MS,
    applicationName: APPLICATION.tables,
  }).initialize();
  try {
    await checkServer(dataSource);
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
