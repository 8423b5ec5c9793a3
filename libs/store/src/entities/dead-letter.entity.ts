import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm';
import type { DeadLetter, Stage } from '#domain';
import { instantOfWriting } from './columns.js';
import { DocumentEntity } from './document.entity.js';

@Entity('dead_letters')
@Unique('dead_letters_one_per_document', ['documentId'])
@Index('dead_letters_group', ['group', 'at'])
export class DeadLetterEntity implements DeadLetter {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'dead_letters_pk' })
  readonly id!: string;

  @Column({ name: 'document_id', type: 'uuid' })
  readonly documentId!: string;

  @ManyToOne(() => DocumentEntity)
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'dead_letters_document' })
  readonly document?: Relation<DocumentEntity>;

  @Column('integer')
  readonly revision!: number;

  /** Where the document stands: what the stage that gave up takes. */
  @Column('text')
  readonly stage!: Stage;

  @Column({ name: 'error_group', type: 'text' })
  readonly group!: string;

  @Column('text')
  readonly message!: string;

  @Column('integer')
  readonly attempts!: number;

  @Column(instantOfWriting('at'))
  readonly at!: Date;
}
