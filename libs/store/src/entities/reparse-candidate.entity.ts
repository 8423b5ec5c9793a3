import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { ChangeKind } from '#domain';
import type { KeptResult } from '../reparses/kept-result.js';
import { DocumentEntity } from './document.entity.js';
import { ReparseEntity } from './reparse.entity.js';

/** What one run found out about one document, and what is needed to switch it there and back. */
@Entity('reparse_candidates')
@Index('reparse_candidates_switched', { synchronize: false })
export class ReparseCandidateEntity {
  @PrimaryColumn({ name: 'reparse_id', type: 'uuid', primaryKeyConstraintName: 'reparse_candidates_pk' })
  readonly reparseId!: string;

  @ManyToOne(() => ReparseEntity)
  @JoinColumn({ name: 'reparse_id', foreignKeyConstraintName: 'reparse_candidates_reparse' })
  readonly reparse?: Relation<ReparseEntity>;

  @PrimaryColumn({ name: 'document_id', type: 'uuid', primaryKeyConstraintName: 'reparse_candidates_pk' })
  readonly documentId!: string;

  @ManyToOne(() => DocumentEntity)
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'reparse_candidates_document' })
  readonly document?: Relation<DocumentEntity>;

  @Column('integer')
  readonly revision!: number;

  /** Id of the page result that a switch takes the place of: any other one is newer and stays. */
  @Column('bigint')
  readonly standing!: number;

  @Column({ name: 'from_version', type: 'text' })
  readonly fromVersion!: string;

  @Column('text')
  readonly outcome!: 'same' | 'changed' | 'failing';

  @Column('text')
  readonly switched!: 'no' | 'applied' | 'rolledBack' | 'overtaken';

  @Column('text', { array: true })
  readonly kinds!: readonly ChangeKind[];

  @Column('double precision')
  readonly share!: number;

  @Column({ name: 'speeches_before', type: 'integer' })
  readonly speechesBefore!: number;

  @Column({ name: 'speeches_after', type: 'integer' })
  readonly speechesAfter!: number;

  @Column({ name: 'characters_before', type: 'integer' })
  readonly charactersBefore!: number;

  @Column({ name: 'characters_after', type: 'integer' })
  readonly charactersAfter!: number;

  @Column('integer')
  readonly added!: number;

  @Column('integer')
  readonly vanished!: number;

  @Column({ type: 'text', nullable: true })
  readonly title!: string | null;

  /** Why the present parser fails on the capture. */
  @Column({ type: 'text', nullable: true })
  readonly message!: string | null;

  /** The result to switch to; null when it is the same. */
  @Column({ type: 'jsonb', nullable: true })
  readonly next!: KeptResult | null;

  /** The result before the switch, to go back to. */
  @Column({ type: 'jsonb', nullable: true })
  readonly previous!: KeptResult | null;
}
