import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ReparseCounts, ReparseRecord, ReparseScope, ReparseState } from '#domain';
import { instant, instantOfWriting } from './columns.js';

@Entity('reparses')
export class ReparseEntity implements ReparseRecord {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'reparses_pk' })
  readonly id!: string;

  @Column('text')
  readonly scope!: ReparseScope;

  @Column({ type: 'text', nullable: true })
  readonly site!: string | null;

  @Column({ name: 'parser_version', type: 'text' })
  readonly parserVersion!: string;

  @Column('text')
  readonly state!: ReparseState;

  @Column('integer')
  readonly total!: number;

  /** The dry run is through with all documents up to this id; null at its beginning. */
  @Column({ name: 'done_to', type: 'uuid', nullable: true })
  readonly doneTo!: string | null;

  /** The document that is looked at alone since a process has died. */
  @Column({ type: 'uuid', nullable: true })
  readonly suspect!: string | null;

  /** Deaths of the process since the dry run last came on, or since it had the suspect in hand. */
  @Column({ type: 'integer', default: 0 })
  readonly crashes!: number;

  @Column({ name: 'lease_token', type: 'uuid', nullable: true })
  readonly leaseToken!: string | null;

  @Column(instant('lease_until', { nullable: true }))
  readonly leaseUntil!: Date | null;

  /** Counts and kinds of a closed run, whose candidates go. */
  @Column({ type: 'jsonb', nullable: true })
  readonly summary!: { readonly counts: ReparseCounts; readonly kinds: Record<string, number> } | null;

  @Column(instantOfWriting('created_at'))
  readonly createdAt!: Date;

  @Column(instantOfWriting('state_since'))
  readonly stateSince!: Date;
}
