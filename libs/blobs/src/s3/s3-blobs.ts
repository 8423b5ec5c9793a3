import { RecentTrouble } from '#domain';
import { checkBlobName, isBlobName } from '../blob-name.js';
import { type BlobDescription, BlobStore } from '../blob-store.js';
import { BODY_ENDING, pack, sha256Of, unpack } from '../codec.js';
import { descriptionFromJson, descriptionToJson } from '../descriptions.js';
import { BlobDamaged, BlobMissing } from '../errors.js';
import { Turns } from '../turns.js';
import { UnderWay } from '../under-way.js';
import { type DescriptionName, descriptionName, fingerprintOf, nextDescriptionName, withoutDoubles } from './description-names.js';
import { type S3Connection, S3Objects } from './s3-objects.js';
import { addressOf } from './s3-place.js';
import { onS3, whileOpening } from './s3-trouble.js';

const BODIES = 'bodies/';
const DESCRIPTIONS = 'descriptions/';
/** Written and removed when the store is opened. */
const WRITE_CHECK = 'write-check';
/** Requests of one call at a time. */
const AT_ONCE = 16;

/**
 * Keeps blobs as objects. Any number of processes may write at once, and no order between their requests is taken for granted:
 * - each description is an object of its own, so nobody overwrites another's;
 * - `put` writes the description before the body, and looks for it and its like after the body;
 * - `delete` takes the descriptions before the body. So a body that a put brings back during a deletion comes after all that the deletion takes.
 */
export class S3Blobs extends BlobStore {
  private readonly address: string;
  private readonly objects: S3Objects;
  /** Saves requests when one process puts a body several times at once; the promises do not rest on it. */
  private readonly turns = new Turns();
  private readonly underWay = new UnderWay();
  private readonly keeping = new RecentTrouble();

  private constructor(
    connection: S3Connection,
    private readonly clock: () => Date,
  ) {
    super();
    this.address = addressOf(connection.place);
    this.objects = new S3Objects(connection);
  }

  /** Proves that the bucket may be listed, written and cleaned. */
  static async open(connection: S3Connection, clock: () => Date): Promise<S3Blobs> {
    const blobs = new S3Blobs(connection, clock);
    try {
      await whileOpening(blobs.address, () => blobs.prove());
      return blobs;
    } catch (error) {
      blobs.objects.close();
      throw error;
    }
  }

  put(body: Uint8Array, description: BlobDescription): Promise<{ readonly sha256: string; readonly size: number }> {
    const bytes = Uint8Array.from(body);
    return this.keeping.during(() =>
      this.run(async () => {
        const sha256 = await sha256Of(bytes);
        await this.turns.take(sha256, () => this.keep(sha256, bytes, description));
        return { sha256, size: bytes.byteLength };
      }),
    );
  }

  read(sha256: string): Promise<Uint8Array> {
    return this.run(async () => {
      const packed = await this.objects.get(bodyOf(sha256));
      if (!packed) throw new BlobMissing(sha256);
      return unpack(sha256, packed);
    });
  }

  has(sha256: string): Promise<boolean> {
    return this.run(async () => this.objects.has(bodyOf(sha256)));
  }

  describe(sha256: string): Promise<readonly BlobDescription[]> {
    return this.run(async () => {
      if (!(await this.objects.has(bodyOf(sha256)))) return [];
      const read = await inGroups(withoutDoubles(await this.descriptionNames(sha256)), (name) => this.description(sha256, name));
      return read.filter((description) => description !== null);
    });
  }

  delete(sha256: string): Promise<void> {
    return this.run(async () => {
      const body = bodyOf(sha256);
      await this.turns.take(sha256, async () => {
        await inGroups(await this.objects.list(folderOf(sha256), null, Number.POSITIVE_INFINITY), (name) => this.objects.delete(name));
        await this.objects.delete(body);
      });
    });
  }

  list(after: string | null, limit: number): Promise<readonly string[]> {
    return this.run(() => (limit <= 0 ? Promise.resolve([]) : this.bodiesAfter(after, limit)));
  }

  async ping(): Promise<void> {
    await this.run(async () => {
      await this.objects.list(BODIES, null, 1);
    });
    this.keeping.check();
  }

  /** Resolves when everything that was asked for is through, well or badly. */
  async close(): Promise<void> {
    await this.underWay.settled();
    this.objects.close();
  }

  private run<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.underWay.track(onS3(this.address, work));
  }

  private async prove(): Promise<void> {
    await this.objects.list(BODIES, null, 1);
    await this.objects.put(WRITE_CHECK, new TextEncoder().encode('Rostra may write here.\n'), 'text/plain');
    await this.objects.delete(WRITE_CHECK);
  }

  private async keep(sha256: string, bytes: Uint8Array, description: BlobDescription): Promise<void> {
    const name = nextDescriptionName([], fingerprintOf(description), this.clock());
    await this.writeDescription(sha256, name, description);
    // Also where one lies: writing it takes no longer than reading whether it is sound.
    await this.objects.put(bodyOf(sha256), await pack(bytes), 'application/zstd');
    await this.settle(sha256, name, description);
  }

  /** Brings a description that was just written in line with all that are there, now that the body is. */
  private async settle(sha256: string, mine: DescriptionName, description: BlobDescription): Promise<void> {
    const kept = await this.descriptionNames(sha256);
    // A deletion that had begun before has taken it along, and the body came after.
    if (!kept.some(({ name }) => name === mine.name)) return this.writeDescription(sha256, mine, description);
    const first = kept.find(({ fingerprint }) => fingerprint === mine.fingerprint) ?? mine;
    if (first.name !== mine.name) {
      if (!(await this.isReadable(sha256, first))) await this.writeDescription(sha256, first, description);
      return this.objects.delete(folderOf(sha256) + mine.name);
    }
    const others = kept.filter(({ fingerprint }) => fingerprint !== mine.fingerprint);
    if (others.every(({ time }) => time < mine.time)) return;
    await this.writeDescription(sha256, nextDescriptionName(others, mine.fingerprint, this.clock()), description);
    await this.objects.delete(folderOf(sha256) + mine.name);
  }

  private writeDescription(sha256: string, { name }: DescriptionName, description: BlobDescription): Promise<void> {
    return this.objects.put(folderOf(sha256) + name, new TextEncoder().encode(descriptionToJson(description)), 'application/json');
  }

  private async isReadable(sha256: string, name: DescriptionName): Promise<boolean> {
    return this.description(sha256, name).then((description) => description !== null, unlessDamaged);
  }

  private async descriptionNames(sha256: string): Promise<readonly DescriptionName[]> {
    const folder = folderOf(sha256);
    const names = await this.objects.list(folder, null, Number.POSITIVE_INFINITY);
    return names.map((name) => descriptionName(name.slice(folder.length))).filter((name) => name !== null);
  }

  /** Null when it has gone since it was listed. */
  private async description(sha256: string, { name, fingerprint }: DescriptionName): Promise<BlobDescription | null> {
    const json = await this.objects.get(folderOf(sha256) + name);
    if (!json) return null;
    const damaged = (cause?: unknown) => new BlobDamaged(sha256, `its description in ${folderOf(sha256)}${name} cannot be read`, { cause });
    let description: BlobDescription;
    try {
      description = descriptionFromJson(Buffer.from(json).toString('utf8'));
    } catch (error) {
      throw damaged(error);
    }
    if (fingerprintOf(description) !== fingerprint) throw damaged();
    return description;
  }

  private async bodiesAfter(after: string | null, limit: number): Promise<readonly string[]> {
    const names: string[] = [];
    let last = after === null ? null : `${BODIES}${after}${BODY_ENDING}`;
    for (let wanted = limit; wanted > 0; wanted = limit - names.length) {
      const page = await this.objects.list(BODIES, last, wanted);
      names.push(...page.flatMap(blobNameOf));
      if (page.length < wanted) break;
      last = page.at(-1) ?? null;
    }
    return names;
  }
}

/** Throws for anything that is no blob name. */
function bodyOf(sha256: string): string {
  checkBlobName(sha256);
  return `${BODIES}${sha256}${BODY_ENDING}`;
}

const folderOf = (sha256: string): string => `${DESCRIPTIONS}${sha256}/`;

/** None for an object that somebody else has put there. */
function blobNameOf(object: string): readonly string[] {
  const name = object.slice(BODIES.length, -BODY_ENDING.length);
  return object.endsWith(BODY_ENDING) && isBlobName(name) ? [name] : [];
}

function unlessDamaged(error: unknown): false {
  if (error instanceof BlobDamaged) return false;
  throw error;
}

/** In the order of what was given. */
async function inGroups<Given, Result>(given: readonly Given[], work: (one: Given) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < given.length; at += AT_ONCE) results.push(...(await Promise.all(given.slice(at, at + AT_ONCE).map(work))));
  return results;
}
