import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { instantOfWriting } from './columns.js';
import { DocumentEntity } from './document.entity.js';

/** A request that was answered once and gets the same answer again. */
@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @PrimaryColumn({ name: 'key_hash', type: 'text', primaryKeyConstraintName: 'idempotency_keys_pk' })
  readonly keyHash!: string;

  @Column({ name: 'request_hash', type: 'text' })
  readonly requestHash!: string;

  @Column({ name: 'document_id', type: 'uuid', nullable: true })
  readonly documentId!: string | null;

  @ManyToOne(() => DocumentEntity)
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'idempotency_keys_document' })
  readonly document?: Relation<DocumentEntity>;

  @Column({ type: 'text', nullable: true })
  readonly outcome!: string | null;

  @Column(instantOfWriting('created_at'))
  readonly createdAt!: Date;
}
