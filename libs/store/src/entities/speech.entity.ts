import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Heading, Redaction, SpeechKind, SpeechRecord } from '#domain';
import type { StoredBlock } from '../stored-blocks.js';
import { DocumentEntity } from './document.entity.js';

/** A speech; `blocks` are kept without their text, which stands in `text` already. */
@Entity('speeches')
@Index('speeches_of_document', ['documentId', 'ordinal'])
export class SpeechEntity implements Omit<SpeechRecord, 'blocks'> {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'speeches_pk' })
  readonly id!: string;

  @Column({ name: 'document_id', type: 'uuid' })
  readonly documentId!: string;

  @ManyToOne(() => DocumentEntity)
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'speeches_document' })
  readonly document?: Relation<DocumentEntity>;

  @Column('integer')
  readonly revision!: number;

  @Column('bigint')
  readonly version!: number;

  @Column('integer')
  readonly ordinal!: number;

  /** No longer on its page, or its document was withdrawn. */
  @Column({ type: 'boolean', default: false })
  readonly withdrawn!: boolean;

  @Column('text')
  readonly title!: string;

  @Column('text')
  readonly kind!: SpeechKind;

  @Column({ type: 'text', nullable: true })
  readonly salutation!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly date!: string | null;

  @Column({ type: 'integer', nullable: true })
  readonly year!: number | null;

  @Column({ type: 'text', nullable: true })
  readonly occasion!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly speaker!: string | null;

  @Column('text')
  readonly text!: string;

  @Column('jsonb')
  readonly blocks!: readonly StoredBlock[];

  @Column('jsonb')
  readonly outline!: readonly Heading[];

  @Column('jsonb')
  readonly redactions!: readonly Redaction[];

  @Column('double precision')
  readonly confidence!: number;

  @Column({ type: 'text', nullable: true })
  readonly site!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly url!: string | null;

  @Column({ name: 'published_at', type: 'text', nullable: true })
  readonly publishedAt!: string | null;

  /** Of title and text. */
  @Column({ name: 'text_hash', type: 'text' })
  readonly textHash!: string;

  /** Of everything a reader sees; byte ranges and confidence are left out. */
  @Column({ name: 'result_hash', type: 'text' })
  readonly resultHash!: string;

  /** What the event log said last; a withdrawn speech has no hashes here. */
  @Column({ name: 'announced_version', type: 'bigint', nullable: true })
  readonly announcedVersion!: number | null;

  @Column({ name: 'announced_revision', type: 'integer', nullable: true })
  readonly announcedRevision!: number | null;

  @Column({ name: 'announced_text_hash', type: 'text', nullable: true })
  readonly announcedTextHash!: string | null;

  @Column({ name: 'announced_result_hash', type: 'text', nullable: true })
  readonly announcedResultHash!: string | null;
}
