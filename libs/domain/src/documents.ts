/**
 * The last room a document's revision has passed.
 * `accepted` waits for the crawler, `fetched` for the parser, `parsed` for the indexer, `indexed` for the announcer; `announced` is the end.
 */
export const STAGES = ['accepted', 'fetched', 'parsed', 'indexed', 'announced'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * Whether work goes on: `active` (waiting, running or at the end), `dead` (a dead letter keeps it), `discarded` (its dead letter was dropped:
 * nobody will try it again), `withdrawn` (taken out for good).
 */
export type DocumentState = 'active' | 'dead' | 'discarded' | 'withdrawn';

/** One word for people and the API, made of stage and state. `empty` is announced with a reason why it has no speech. */
export type DocumentStatus = 'queued' | 'fetched' | 'parsed' | 'indexed' | 'announced' | 'empty' | 'failed' | 'discarded' | 'withdrawn';

export interface DocumentRecord {
  readonly id: string;
  readonly sourceId: string;
  /** Canonical URL, or `push:` and the pushed name or hash. Unique. */
  readonly key: string;
  readonly url: string | null;
  /** Counts content changes; 0 while the first fetch is under way. */
  readonly revision: number;
  readonly stage: Stage;
  readonly state: DocumentState;
  /** Why the document has no speech, is dead, was discarded or withdrawn. */
  readonly reason: string | null;
  /** Times a worker died with this revision in its hands. */
  readonly crashes: number;
  /** Times a worker took this revision at this stage. */
  readonly attempts: number;
  /** A retry waits until then; null when none was put off. */
  readonly notBefore: Date | null;
  readonly stageSince: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly title: string | null;
  readonly site: string | null;
  readonly parserVersion: string | null;
  readonly speechCount: number;
}

export function statusOf(document: Pick<DocumentRecord, 'stage' | 'state' | 'speechCount'>): DocumentStatus {
  if (document.state === 'dead') return 'failed';
  if (document.state === 'discarded' || document.state === 'withdrawn') return document.state;
  if (document.stage === 'accepted') return 'queued';
  if (document.stage === 'announced' && document.speechCount === 0) return 'empty';
  return document.stage;
}

/** One fetched or pushed body, exactly as received. Never changed. */
export interface CaptureRecord {
  readonly id: string;
  readonly documentId: string;
  readonly revision: number;
  /** Lower-case hex of the body's SHA-256: the name of its blob. */
  readonly sha256: string;
  readonly size: number;
  readonly contentType: string | null;
  readonly url: string | null;
  readonly finalUrl: string | null;
  /** The site it came from, as `siteOfUrl` writes it. */
  readonly site: string | null;
  readonly fileName: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly capturedAt: Date;
  readonly receivedAt: Date;
}

/** One line of a document's life: what a room did, when, for how long and why it stopped. */
export interface TimelineEntry {
  readonly at: Date;
  readonly revision: number;
  readonly step:
    | 'accepted'
    | 'unchanged'
    | 'fetched'
    | 'parsed'
    | 'indexed'
    | 'announced'
    | 'retry'
    | 'dead'
    | 'retried'
    | 'discarded'
    | 'withdrawn'
    | 'crashed'
    | 'reparsed';
  readonly durationMs: number | null;
  readonly attempt: number | null;
  readonly parserVersion: string | null;
  readonly reason: string | null;
}

/** Work that will not be tried again by itself. */
export interface DeadLetter {
  readonly id: string;
  readonly documentId: string;
  readonly revision: number;
  readonly stage: Stage;
  /** Stable kebab-case word that groups letters of one cause. */
  readonly group: string;
  readonly message: string;
  readonly attempts: number;
  readonly at: Date;
}
