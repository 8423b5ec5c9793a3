import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A small fact a process wants to find again after a restart. */
@Entity('markers')
export class MarkerEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'markers_pk' })
  readonly key!: string;

  @Column('text')
  readonly value!: string;
}
