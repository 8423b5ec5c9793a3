import type { QueryRunner } from 'typeorm';
import type { TablesChange } from './tables-change.js';

/** Rules for the pages of a site, and by which captures and runs of reparses belong to one. */
export class AddSiteRules1764350000000 implements TablesChange {
  readonly loses = 'the rules of sites';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [RULES, CAPTURES, SITES, BY_SITE, RUNS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "reparses" DROP COLUMN "site"');
    await runner.query('DROP INDEX "captures_site"');
    await runner.query('ALTER TABLE "captures" DROP COLUMN "site"');
    await runner.query('DROP TABLE "site_rules"');
  }
}

const RULES = `CREATE TABLE "site_rules" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "site" text NOT NULL,
    "effect" text NOT NULL,
    "selector" text NOT NULL,
    "note" text,
    "origin" text NOT NULL,
    "status" text NOT NULL,
    "evidence" jsonb,
    "created_at" timestamptz(3) NOT NULL DEFAULT now(),
    "changed_at" timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT "site_rules_pk" PRIMARY KEY ("id"),
    CONSTRAINT "site_rules_once" UNIQUE ("site", "effect", "selector")
  )`;

const CAPTURES = 'ALTER TABLE "captures" ADD "site" text';

// Addresses were stored in canonical form: the host is in lower case and without marks that are encoded otherwise.
const SITES = `UPDATE "captures" SET "site" = regexp_replace(
    lower(substring(coalesce("final_url", "url") from '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/?#:]+)')), '^(?:www|m|wap|mip)\\.', '')
  WHERE coalesce("final_url", "url") IS NOT NULL`;

// The newest captures of a site are what its rules are learned from and tried on.
const BY_SITE = 'CREATE INDEX "captures_site" ON "captures" ("site", "received_at") WHERE site is not null';

const RUNS = 'ALTER TABLE "reparses" ADD "site" text';
