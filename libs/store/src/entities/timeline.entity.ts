import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import type { Stage, TimelineEntry } from '#domain';
import { instantOfWriting } from './columns.js';
import { DocumentEntity } from './document.entity.js';

@Entity('timeline')
@Index('timeline_of_document', ['documentId', 'id'])
@Index('timeline_at', ['at'])
export class TimelineEntity implements TimelineEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT', primaryKeyConstraintName: 'timeline_pk' })
  readonly id!: number;

  @Column({ name: 'document_id', type: 'uuid' })
  readonly documentId!: string;

  @ManyToOne(() => DocumentEntity)
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'timeline_document' })
  readonly document?: Relation<DocumentEntity>;

  @Column(instantOfWriting('at'))
  readonly at!: Date;

  @Column('integer')
  readonly revision!: number;

  @Column('text')
  readonly step!: TimelineEntry['step'];

  /** The stage the document came to stand in by this step; null when it stayed where it was. */
  @Column({ type: 'text', nullable: true })
  readonly enters!: Stage | null;

  /** From entering the stage until a worker took it. */
  @Column({ name: 'wait_ms', type: 'integer', nullable: true })
  readonly waitMs!: number | null;

  @Column({ name: 'duration_ms', type: 'integer', nullable: true })
  readonly durationMs!: number | null;

  @Column({ type: 'integer', nullable: true })
  readonly attempt!: number | null;

  @Column({ name: 'parser_version', type: 'text', nullable: true })
  readonly parserVersion!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly reason!: string | null;
}
