import { type BlobDescription, BlobDamaged, BlobMissing, type BlobStore } from '#blobs';
import { TryLater } from '#domain';
import { descriptionOf, dropBlob } from '#pipeline';
import type { BodyStanding, Documents, Examination } from '#store';
import type { Area, AreaDeps, Difference } from './difference.js';

export interface BodiesDeps extends AreaDeps {
  readonly examination: Examination;
  readonly documents: Documents;
  readonly blobs: BlobStore;
  /** Looks only whether bodies are there, instead of reading each and comparing its hash. */
  readonly fast: boolean;
  /** How many bodies the rows tell of, for those who wait. */
  readonly total: number;
}

const PAGE = 500;
const AT_ONCE = 8;

const AGAIN = 'restore it from a backup, or push or fetch the page again';

type State = 'sound' | 'missing' | 'damaged' | 'undescribed';

/**
 * Captures of the rows against the blobs. A body that no row tells of was captured, and nobody was told that it is accepted: a process died in
 * between, or the database was put back from a backup older than the blobs. Its description says what it is, so it is accepted again; unless a
 * newer capture of the same document stands, for then it would take the place of that: it stays as it is and is no difference.
 */
export class Bodies implements Area {
  checked = 0;
  /** Bodies that cannot be read: a document must not be sent to the parser for them. */
  readonly unreadable = new Set<string>();
  /** Bodies older than what stands of their document; harmless. */
  readonly superseded: string[] = [];

  constructor(private readonly deps: BodiesDeps) {}

  async find(): Promise<readonly Difference[]> {
    const doubtful = [...(await this.doubtfulBodies()), ...(await this.strayBlobs())];
    if (doubtful.length === 0) return [];
    await this.deps.settle();
    const found: Difference[] = [];
    for (let from = 0; from < doubtful.length; from += PAGE) found.push(...(await this.lookAgain(doubtful.slice(from, from + PAGE))));
    return found;
  }

  async mend(differences: readonly Difference[]): Promise<readonly Difference[]> {
    const mended: Difference[] = [];
    for (const group of [differences.filter(({ kind }) => kind !== 'blob-unknown'), await this.byArrival(differences)]) {
      for (const difference of group) if (await this.mendOne(difference)) mended.push(difference);
    }
    return mended;
  }

  private async mendOne({ kind, id }: Difference): Promise<boolean> {
    const { documents, blobs } = this.deps;
    if (kind === 'blob-withdrawn') {
      await dropBlob(id, { documents, blobs });
      return !(await blobs.has(id));
    }
    if (kind === 'blob-undescribed') return this.describe(id);
    return kind === 'blob-unknown' && this.accept(id);
  }

  /** The rows know what was written beside the bytes. */
  private async describe(sha256: string): Promise<boolean> {
    const { documents, blobs } = this.deps;
    const body = await blobs.read(sha256);
    for (const capture of await documents.capturesOn(sha256)) await blobs.put(body, descriptionOf(capture));
    return (await blobs.describe(sha256)).length > 0;
  }

  private async accept(sha256: string): Promise<boolean> {
    const { examination, documents, blobs } = this.deps;
    const body = await blobs.read(sha256);
    const outcomes: string[] = [];
    for (const description of await blobs.describe(sha256)) {
      if (!(await this.isNewest(description))) continue;
      const { key, url, finalUrl, source, fileName, contentType, headers, capturedAt, receivedAt } = description;
      const about = { key, url, finalUrl, source, fileName, contentType, headers };
      const instants = { capturedAt: new Date(capturedAt), receivedAt: new Date(receivedAt) };
      const accepted = await documents.acceptCapture({ ...about, ...instants, sha256, size: body.byteLength });
      outcomes.push(accepted.outcome);
    }
    // The document may have been withdrawn for good: then its bytes go.
    const [standing] = await examination.bodies([sha256]);
    if (!standing && outcomes.every((outcome) => outcome === 'withdrawn')) {
      await dropBlob(sha256, { documents, blobs });
      return true;
    }
    return standing !== undefined;
  }

  /** Several captures of one document are accepted in the order they came in. */
  private async byArrival(differences: readonly Difference[]): Promise<readonly Difference[]> {
    const dated: (readonly [string, Difference])[] = [];
    for (const difference of differences.filter(({ kind }) => kind === 'blob-unknown')) {
      const [first] = await this.deps.blobs.describe(difference.id);
      dated.push([first?.receivedAt ?? '', difference]);
    }
    return dated.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, difference]) => difference);
  }

  private async isNewest({ key, receivedAt }: BlobDescription): Promise<boolean> {
    const newest = await this.deps.examination.newestCaptureOf(key);
    return newest === null || new Date(receivedAt) > newest;
  }

  /** Names of bodies that rows stand on and that are not sound at first sight. */
  private async doubtfulBodies(): Promise<string[]> {
    const { examination, tell, total } = this.deps;
    const doubtful: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: BodyStanding[] = await examination.bodiesAfter(after, PAGE);
      await inLanes(
        page.filter(({ fate }) => fate === 'kept'),
        async ({ sha256 }) => {
          this.checked += 1;
          if ((await this.stateOf(sha256)) !== 'sound') doubtful.push(sha256);
        },
      );
      tell({ step: 'looking at the captures', done: this.checked, total: Math.max(total, this.checked) });
      if (page.length < PAGE) return doubtful;
      after = page.at(-1)?.sha256 ?? null;
    }
  }

  /** Names of blobs that no row tells of, or only rows of what has been withdrawn. */
  private async strayBlobs(): Promise<string[]> {
    const { blobs, examination } = this.deps;
    const stray: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: readonly string[] = await blobs.list(after, PAGE);
      const kept = new Set((await examination.bodies(page)).filter(({ fate }) => fate !== 'gone').map(({ sha256 }) => sha256));
      stray.push(...page.filter((name) => !kept.has(name)));
      if (page.length < PAGE) return stray;
      after = page.at(-1) ?? null;
    }
  }

  private async lookAgain(names: readonly string[]): Promise<readonly Difference[]> {
    const standings = new Map((await this.deps.examination.bodies(names)).map((standing) => [standing.sha256, standing]));
    const found: (Difference | null)[] = [];
    for (const name of new Set(names)) {
      const standing = standings.get(name);
      found.push(standing?.fate === 'kept' ? await this.keptAgain(standing) : await this.strayAgain(name, standing));
    }
    return found.filter((difference) => difference !== null);
  }

  private async keptAgain({ sha256, documentId, present }: BodyStanding): Promise<Difference | null> {
    const state = await this.stateOf(sha256);
    const of = `of document ${documentId}${present ? '' : ', an earlier revision'}`;
    if (state === 'sound') return null;
    if (state === 'undescribed') {
      const what = `the description beside the bytes ${of} is missing or cannot be read`;
      return { kind: 'blob-undescribed', id: sha256, what, remedy: 'it is written again from the rows', isMendable: true };
    }
    this.unreadable.add(sha256);
    const what = `the bytes ${of} ${state === 'missing' ? 'are not there' : 'no longer match their hash'}`;
    return { kind: `blob-${state}`, id: sha256, what, remedy: AGAIN, isMendable: false };
  }

  private async strayAgain(id: string, standing: BodyStanding | undefined): Promise<Difference | null> {
    const { blobs } = this.deps;
    if (standing?.fate === 'leaving' || !(await blobs.has(id))) return null;
    if (standing) {
      const what = `its document ${standing.documentId} was withdrawn, and the bytes are still there`;
      return { kind: 'blob-withdrawn', id, what, remedy: 'the bytes are removed', isMendable: true };
    }
    const state = await this.stateOf(id);
    const what = 'no capture in the database has these bytes';
    if (state !== 'sound') {
      const remedy = `${state === 'damaged' ? 'its bytes are damaged' : 'nothing beside it says what it is'}: look at it and delete it by hand`;
      return { kind: 'blob-unknown', id, what, remedy, isMendable: false };
    }
    for (const description of await blobs.describe(id)) {
      if (!(await this.isNewest(description))) continue;
      return {
        kind: 'blob-unknown',
        id,
        what: `${what}; they came as ${description.key}`,
        remedy: 'they are accepted again',
        isMendable: true,
      };
    }
    this.superseded.push(id);
    return null;
  }

  private async stateOf(sha256: string): Promise<State> {
    const { blobs, fast } = this.deps;
    try {
      if (fast) return (await blobs.has(sha256)) ? 'sound' : 'missing';
      await blobs.read(sha256);
    } catch (error) {
      if (error instanceof BlobMissing) return 'missing';
      if (error instanceof BlobDamaged) return 'damaged';
      throw error;
    }
    return (await this.isDescribed(sha256)) ? 'sound' : 'undescribed';
  }

  private async isDescribed(sha256: string): Promise<boolean> {
    try {
      return (await this.deps.blobs.describe(sha256)).length > 0;
    } catch (error) {
      if (error instanceof TryLater) throw error;
      return false;
    }
  }
}

/** A few at a time; the first failure ends all. */
async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  const lane = async () => {
    for (const one of rest) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
