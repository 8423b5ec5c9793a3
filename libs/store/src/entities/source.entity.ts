import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { instantOfWriting } from './columns.js';

/** Where captures come from. */
export interface SourceRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly createdAt: Date;
}

@Entity('sources')
@Unique('sources_name', ['name'])
export class SourceEntity implements SourceRecord {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'sources_pk' })
  readonly id!: string;

  @Column('text')
  readonly name!: string;

  @Column('text')
  readonly kind!: string;

  @Column(instantOfWriting('created_at'))
  readonly createdAt!: Date;
}
