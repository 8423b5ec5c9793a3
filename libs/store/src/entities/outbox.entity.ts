import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { RoomName } from '#stages';
import { instant, instantOfWriting } from './columns.js';

/** A wake-up that waits for the relay. It goes once the queue has it. */
@Entity('outbox')
export class OutboxEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT', primaryKeyConstraintName: 'outbox_pk' })
  readonly id!: number;

  @Column('text')
  readonly room!: RoomName;

  @Column({ name: 'document_id', type: 'uuid' })
  readonly documentId!: string;

  @Column('integer')
  readonly revision!: number;

  @Column(instantOfWriting('due_at'))
  readonly dueAt!: Date;

  /** A relay has it until then; when it dies the row is free again. */
  @Column(instant('taken_until', { nullable: true }))
  readonly takenUntil!: Date | null;
}
