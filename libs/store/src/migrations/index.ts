import type { TablesChange } from './tables-change.js';
import { CreateArchive1764000000000 } from './1764000000000-create-archive.js';
import { AddSuspects1764200000000 } from './1764200000000-add-suspects.js';
import { AddReparses1764250000000 } from './1764250000000-add-reparses.js';
import { OrderByArrival1764300000000 } from './1764300000000-order-by-arrival.js';
import { AddSiteRules1764350000000 } from './1764350000000-add-site-rules.js';
import { PackWithLz41764400000000 } from './1764400000000-pack-with-lz4.js';

/** All migrations, in order. */
export const migrations: readonly (new () => TablesChange)[] = [
  CreateArchive1764000000000,
  AddSuspects1764200000000,
  AddReparses1764250000000,
  OrderByArrival1764300000000,
  AddSiteRules1764350000000,
  PackWithLz41764400000000,
];
