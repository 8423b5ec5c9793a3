import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm';
import type { DocumentRecord, DocumentState, Stage } from '#domain';
import { instant, instantOfWriting } from './columns.js';
import { SourceEntity } from './source.entity.js';

// TypeORM compares the columns of an index in the order of the table, so indexes in another order are left to the migration.
@Entity('documents')
@Unique('documents_key_hash', ['keyHash'])
@Index('documents_waiting', ['stage', 'stageSince'], { where: "stage <> 'announced'" })
@Index('documents_newest', { synchronize: false })
@Index('documents_source_newest', { synchronize: false })
@Index('documents_latest', { synchronize: false })
@Index('documents_apart', { synchronize: false })
export class DocumentEntity implements DocumentRecord {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'documents_pk' })
  readonly id!: string;

  @Column({ name: 'source_id', type: 'uuid' })
  readonly sourceId!: string;

  @ManyToOne(() => SourceEntity)
  @JoinColumn({ name: 'source_id', foreignKeyConstraintName: 'documents_source' })
  readonly source?: Relation<SourceEntity>;

  @Column('text')
  readonly key!: string;

  /** SHA-256 of the key: a unique index cannot hold keys of any length. */
  @Column({ name: 'key_hash', type: 'text' })
  readonly keyHash!: string;

  @Column({ type: 'text', nullable: true })
  readonly url!: string | null;

  @Column('integer')
  readonly revision!: number;

  /** Bytes of the newest capture. */
  @Column({ type: 'text', nullable: true })
  readonly sha256!: string | null;

  @Column('text')
  readonly stage!: Stage;

  @Column('text')
  readonly state!: DocumentState;

  @Column({ type: 'text', nullable: true })
  readonly reason!: string | null;

  @Column({ type: 'integer', default: 0 })
  readonly crashes!: number;

  /** Was in hand when a process died, so that it runs alone from now on. */
  @Column({ type: 'boolean', default: false })
  readonly suspect!: boolean;

  @Column({ type: 'integer', default: 0 })
  readonly attempts!: number;

  /** Whoever knows the token holds the document, until another claim or a new revision replaces it. */
  @Column({ name: 'lease_token', type: 'uuid', nullable: true })
  readonly leaseToken!: string | null;

  @Column(instant('lease_until', { nullable: true }))
  readonly leaseUntil!: Date | null;

  @Column({ name: 'lease_holder', type: 'text', nullable: true })
  readonly leaseHolder!: string | null;

  @Column(instant('claimed_at', { nullable: true }))
  readonly claimedAt!: Date | null;

  /** A retry waits until then. */
  @Column(instant('not_before', { nullable: true }))
  readonly notBefore!: Date | null;

  @Column(instantOfWriting('stage_since'))
  readonly stageSince!: Date;

  /** The newest revision whose events are in the log. */
  @Column({ name: 'announced_revision', type: 'integer', default: 0 })
  readonly announcedRevision!: number;

  @Column({ type: 'text', nullable: true })
  readonly title!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly site!: string | null;

  @Column({ name: 'parser_version', type: 'text', nullable: true })
  readonly parserVersion!: string | null;

  @Column({ name: 'speech_count', type: 'integer', default: 0 })
  readonly speechCount!: number;

  @Column(instantOfWriting('created_at'))
  readonly createdAt!: Date;

  @Column(instantOfWriting('updated_at'))
  readonly updatedAt!: Date;
}
