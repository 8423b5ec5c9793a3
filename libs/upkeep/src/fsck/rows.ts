import { type Examination, ROW_FAULT_KINDS, type RowFaultKind, type Documents } from '#store';
import type { Area, Difference } from './difference.js';

const BACKUP = 'restore the database from a backup';

/** What repairs each kind of contradiction between rows. */
const REMEDIES: Readonly<Record<RowFaultKind, string>> = {
  'document-result': 'the document goes back to the parser',
  'document-unannounced': 'the document goes through indexer and announcer again',
  'document-capture': BACKUP,
  'document-lease': 'the hold is dropped and the room is woken',
  'withdrawn-remains': 'the text is removed, and the document goes through indexer and announcer again',
  'event-missing': 'the announcer writes it as a new event at the end of the log',
  'event-unknown-speech': `${BACKUP}; readers are not told of it meanwhile`,
  'event-gap':
    'the numbers are written down as lost, for those of a log that was read are never given anew; a backup of the database still has them',
  'event-duplicate': 'the first keeps the number, and the other is told at the end of the log',
  'counter-behind': 'the counter is set to the number of the last event',
  'counter-ahead': 'the numbers up to it are written down as lost, and the log goes on behind it; a backup of the database still has them',
  'outbox-orphan': 'the wake-up is dropped',
};

/** The rows against each other. One statement sees one moment, so nothing has to be looked at twice. */
export class Rows implements Area {
  constructor(
    private readonly examination: Examination,
    private readonly documents: Documents,
    /** Bodies that cannot be read. */
    private readonly unreadable: ReadonlySet<string>,
  ) {}

  async find(): Promise<readonly Difference[]> {
    const found: Difference[] = [];
    for (const kind of ROW_FAULT_KINDS) {
      for (const { id, what } of await this.examination.faults(kind)) found.push(await this.differenceOf(kind, id, what));
    }
    return found;
  }

  async mend(differences: readonly Difference[]): Promise<readonly Difference[]> {
    const mended: Difference[] = [];
    for (const kind of ROW_FAULT_KINDS) {
      const mine = differences.filter((difference) => difference.kind === kind && difference.isMendable);
      const ids = new Set(
        await this.examination.mend(
          kind,
          mine.map(({ id }) => id),
        ),
      );
      mended.push(...mine.filter(({ id }) => ids.has(id)));
    }
    return mended;
  }

  private async differenceOf(kind: RowFaultKind, id: string, what: string): Promise<Difference> {
    if (kind === 'document-result' && (await this.isUnreadable(id))) {
      return {
        kind,
        id,
        what,
        remedy: 'its bytes cannot be read: restore them from a backup, or push or fetch the page again',
        isMendable: false,
      };
    }
    return { kind, id, what, remedy: REMEDIES[kind], isMendable: this.examination.isMendable(kind) };
  }

  private async isUnreadable(documentId: string): Promise<boolean> {
    const [newest] = await this.documents.captures(documentId);
    return newest === undefined || this.unreadable.has(newest.sha256);
  }
}
