import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { EventData, EventType, SpeechEvent } from '#domain';
import { instantOfWriting } from './columns.js';

@Entity('events')
@Unique('events_id', ['id'])
export class EventEntity implements SpeechEvent {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'events_pk' })
  readonly sequence!: number;

  @Column('text')
  readonly id!: string;

  @Column('text')
  readonly type!: EventType;

  @Column({ name: 'speech_id', type: 'uuid' })
  readonly speechId!: string;

  @Column(instantOfWriting('at'))
  readonly at!: Date;

  @Column('jsonb')
  readonly data!: EventData;
}

/** One row. Whoever adds events locks it until commit, so numbers have no gaps and become visible in order. */
@Entity('event_counter')
export class EventCounterEntity {
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'event_counter_pk' })
  readonly id!: number;

  @Column('bigint')
  readonly value!: number;
}
