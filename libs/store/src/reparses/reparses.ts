import type { ReparseRecord, ReparseReport, ReparseScope } from '#domain';
import type { Database } from '../database.js';
import type { SiteRules } from '../site-rules.js';
import { comparedTo, type Reparsed, type ReparseTask, saveCandidate, toCompare } from './comparing.js';
import { abandonReparse, type HeldRun, holdReparse, releaseAbandonedReparse, releaseReparse, suspectReparse } from './holding.js';
import { reportOf } from './report.js';
import { applyReparse, listReparses, rollBackReparse, startReparse } from './runs.js';
import { closeOld, sweep } from './sweep.js';
import { beforeIndex, switched, switchSome } from './switching.js';

/**
 * Runs of a parser version through the stored captures: compare, apply, roll back. Each verb is one commit (`switchSome` one per document) and
 * may be repeated. The functions behind the verbs say more.
 */
export class Reparses {
  constructor(
    private readonly database: Database,
    private readonly siteRules: Pick<SiteRules, 'setNames'>,
  ) {}

  /** Over the documents of one site, or of all. */
  async start(scope: ReparseScope, parserVersion: string, site: string | null = null): Promise<ReparseRecord> {
    return startReparse(this.database, { scope, parserVersion, site }, await this.siteRules.setNames());
  }

  apply(id: string, parserVersion: string): Promise<ReparseRecord | null> {
    return applyReparse(this.database, id, parserVersion);
  }

  rollBack(id: string): Promise<ReparseRecord | null> {
    return rollBackReparse(this.database, id);
  }

  report(id: string): Promise<ReparseReport | null> {
    return reportOf(this.database, id);
  }

  list(): Promise<ReparseRecord[]> {
    return listReparses(this.database);
  }

  hold(token: string): Promise<HeldRun | null> {
    return holdReparse(this.database, token);
  }

  suspect(held: HeldRun, documentId: string): Promise<number> {
    return suspectReparse(this.database, held, documentId);
  }

  release(token: string): Promise<void> {
    return releaseReparse(this.database, token);
  }

  abandon(held: HeldRun): Promise<void> {
    return abandonReparse(this.database, held);
  }

  releaseAbandoned(): Promise<void> {
    return releaseAbandonedReparse(this.database);
  }

  async toCompare(held: HeldRun, limit: number): Promise<ReparseTask[]> {
    return toCompare(this.database, held, await this.siteRules.setNames(), limit);
  }

  saveCandidate(held: HeldRun, task: ReparseTask, reparsed: Reparsed): Promise<void> {
    return saveCandidate(this.database, held, task, reparsed);
  }

  comparedTo(held: HeldRun, documentId: string | null): Promise<void> {
    return comparedTo(this.database, held, documentId);
  }

  switchSome(held: HeldRun, limit: number): Promise<number> {
    return switchSome(this.database, held, limit);
  }

  switched(held: HeldRun): Promise<boolean> {
    return switched(this.database, held);
  }

  beforeIndex(): Promise<number> {
    return beforeIndex(this.database);
  }

  closeOld(): Promise<number> {
    return closeOld(this.database);
  }

  sweep(limit: number): Promise<number> {
    return sweep(this.database, limit);
  }
}
