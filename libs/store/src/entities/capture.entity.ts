import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm';
import type { CaptureRecord } from '#domain';
import { instant, instantOfWriting } from './columns.js';
import { DocumentEntity } from './document.entity.js';

@Entity('captures')
@Unique('captures_document_revision', ['documentId', 'revision'])
@Index('captures_sha256', ['sha256'])
@Index('captures_site', ['site', 'receivedAt'], { where: 'site is not null' })
export class CaptureEntity implements CaptureRecord {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'captures_pk' })
  readonly id!: string;

  @Column({ name: 'document_id', type: 'uuid' })
  readonly documentId!: string;

  @ManyToOne(() => DocumentEntity)
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'captures_document' })
  readonly document?: Relation<DocumentEntity>;

  @Column('integer')
  readonly revision!: number;

  @Column('text')
  readonly sha256!: string;

  @Column('integer')
  readonly size!: number;

  @Column({ name: 'content_type', type: 'text', nullable: true })
  readonly contentType!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly url!: string | null;

  @Column({ name: 'final_url', type: 'text', nullable: true })
  readonly finalUrl!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly site!: string | null;

  @Column({ name: 'file_name', type: 'text', nullable: true })
  readonly fileName!: string | null;

  @Column('jsonb')
  readonly headers!: Record<string, string>;

  @Column(instant('captured_at'))
  readonly capturedAt!: Date;

  @Column(instantOfWriting('received_at'))
  readonly receivedAt!: Date;
}
