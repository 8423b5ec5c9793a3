import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { SiteRuleEffect, SiteRuleEvidence, SiteRuleOrigin, SiteRuleRecord, SiteRuleStatus } from '#domain';
import { instantOfWriting } from './columns.js';

@Entity('site_rules')
@Unique('site_rules_once', ['site', 'effect', 'selector'])
export class SiteRuleEntity implements SiteRuleRecord {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'site_rules_pk' })
  readonly id!: string;

  @Column('text')
  readonly site!: string;

  @Column('text')
  readonly effect!: SiteRuleEffect;

  @Column('text')
  readonly selector!: string;

  @Column({ type: 'text', nullable: true })
  readonly note!: string | null;

  @Column('text')
  readonly origin!: SiteRuleOrigin;

  @Column('text')
  readonly status!: SiteRuleStatus;

  @Column({ type: 'jsonb', nullable: true })
  readonly evidence!: SiteRuleEvidence | null;

  @Column(instantOfWriting('created_at'))
  readonly createdAt!: Date;

  @Column(instantOfWriting('changed_at'))
  readonly changedAt!: Date;
}
