import type { QueryRunner } from 'typeorm';
import type { TablesChange } from './tables-change.js';

/** Runs of a parser version through the stored captures, and what each document would become or was before. */
export class AddReparses1764250000000 implements TablesChange {
  readonly loses = 'runs of reparses with what they found, and the way back from those that were applied';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [REPARSES, CANDIDATES, TO_SWITCH]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "reparse_candidates"');
    await runner.query('DROP TABLE "reparses"');
  }
}

const REPARSES = `CREATE TABLE "reparses" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "scope" text NOT NULL,
    "parser_version" text NOT NULL,
    "state" text NOT NULL,
    "total" integer NOT NULL,
    "done_to" uuid,
    "suspect" uuid,
    "crashes" integer NOT NULL DEFAULT 0,
    "lease_token" uuid,
    "lease_until" timestamptz(3),
    "summary" jsonb,
    "created_at" timestamptz(3) NOT NULL DEFAULT now(),
    "state_since" timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT "reparses_pk" PRIMARY KEY ("id")
  )`;

const CANDIDATES = `CREATE TABLE "reparse_candidates" (
    "reparse_id" uuid NOT NULL,
    "document_id" uuid NOT NULL,
    "revision" integer NOT NULL,
    "standing" bigint NOT NULL,
    "from_version" text NOT NULL,
    "outcome" text NOT NULL,
    "switched" text NOT NULL,
    "kinds" text array NOT NULL,
    "share" double precision NOT NULL,
    "speeches_before" integer NOT NULL,
    "speeches_after" integer NOT NULL,
    "characters_before" integer NOT NULL,
    "characters_after" integer NOT NULL,
    "added" integer NOT NULL,
    "vanished" integer NOT NULL,
    "title" text,
    "message" text,
    "next" jsonb,
    "previous" jsonb,
    CONSTRAINT "reparse_candidates_pk" PRIMARY KEY ("reparse_id", "document_id"),
    CONSTRAINT "reparse_candidates_reparse" FOREIGN KEY ("reparse_id") REFERENCES "reparses" ("id"),
    CONSTRAINT "reparse_candidates_document" FOREIGN KEY ("document_id") REFERENCES "documents" ("id")
  )`;

// What a switch takes next; the key answers the rest.
const TO_SWITCH = `CREATE INDEX "reparse_candidates_switched" ON "reparse_candidates" ("reparse_id", "switched", "document_id")`;
