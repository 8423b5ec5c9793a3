import type { MigrationInterface } from 'typeorm';

/** A migration that can be taken back: `down` leaves everything that the tables before it had a place for. */
export interface TablesChange extends MigrationInterface {
  /** What taking it back drops for good, for a person; null when that is nothing. */
  readonly loses: string | null;
}
