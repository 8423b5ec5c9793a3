import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import type { Gap, PageResult, Removal } from '#domain';
import { instantOfWriting } from './columns.js';
import { DocumentEntity } from './document.entity.js';

/** The page result of a document's present revision; its speeches are rows of their own. An older one is replaced: captures can be parsed again. */
@Entity('page_results')
@Index('page_results_of_document', ['documentId'])
export class PageResultEntity {
  /** Grows over all results of all documents: the version of every speech in it. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT', primaryKeyConstraintName: 'page_results_pk' })
  readonly id!: number;

  @Column({ name: 'document_id', type: 'uuid' })
  readonly documentId!: string;

  @ManyToOne(() => DocumentEntity)
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'page_results_document' })
  readonly document?: Relation<DocumentEntity>;

  @Column('integer')
  readonly revision!: number;

  @Column({ name: 'parser_version', type: 'text' })
  readonly parserVersion!: string;

  @Column('jsonb')
  readonly result!: Omit<PageResult, 'speeches' | 'removals' | 'gaps'>;

  @Column('jsonb')
  readonly removals!: readonly Removal[];

  @Column('jsonb')
  readonly gaps!: readonly Gap[];

  @Column(instantOfWriting('created_at'))
  readonly createdAt!: Date;
}
