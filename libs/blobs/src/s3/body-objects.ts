import { checkBlobName, isBlobName } from '../blob-name.js';
import type { BlobDescription } from '../blob-store.js';
import { BODY_ENDING, pack, unpack } from '../codec.js';
import { BlobDamaged, BlobMissing } from '../errors.js';
import { type Described, fingerprintOf, nextDescriptionName } from './description-names.js';
import type { DescriptionObjects } from './description-objects.js';
import { firstOf, frameBytes, packedOf, withFirst } from './first-description.js';
import { ABSENT, type Condition, type S3Objects } from './s3-objects.js';
import { Contended } from './s3-trouble.js';

const BODIES = 'bodies/';
/** A first description is seldom longer, in bytes. */
const START = 8 * 1024;
/** How often others may come in between before the work is told to wait. */
const LOOKS = 5;

/** What the object of a body turned out to be. */
interface Look {
  readonly sound: boolean;
  /** Null also when it cannot be read. */
  readonly first: Described | null;
}

/** The bodies, an object each, which begins with the first description. */
export class BodyObjects {
  constructor(
    private readonly objects: S3Objects,
    private readonly beside: DescriptionObjects,
    private readonly clock: () => Date,
  ) {}

  has = (sha256: string): Promise<boolean> => this.objects.has(nameOf(sha256));

  delete = (sha256: string): Promise<void> => this.objects.delete(nameOf(sha256));

  async read(sha256: string): Promise<Uint8Array> {
    const found = await this.objects.get(nameOf(sha256));
    if (!found) throw new BlobMissing(sha256);
    return unpack(sha256, packedOf(found.bytes));
  }

  /** Null when the body is missing; `first` is null when its object holds the body alone. Rejects with BlobDamaged when the description is. */
  async first(sha256: string): Promise<{ readonly first: Described | null } | null> {
    const name = nameOf(sha256);
    let found = await this.objects.get(name, START);
    if (found && frameBytes(found.bytes) > found.bytes.byteLength) found = await this.objects.get(name);
    if (!found) return null;
    try {
      return { first: firstOf(found.bytes) };
    } catch (error) {
      throw new BlobDamaged(sha256, `the description at the beginning of ${name} cannot be read`, { cause: error });
    }
  }

  async list(after: string | null, limit: number): Promise<readonly string[]> {
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

  /** Proves that they may be listed. */
  async ping(): Promise<void> {
    await this.objects.list(BODIES, null, 1);
  }

  /** Where conditions are kept: one request when the body is new. */
  async keep(sha256: string, bytes: Uint8Array, description: BlobDescription): Promise<void> {
    const packed = await pack(bytes);
    const asFirst = withFirst(this.described(description, null), packed);
    for (let look = 0; look < LOOKS; look++) {
      if (await this.putIf(ABSENT, sha256, asFirst)) return;
      if (await this.join(sha256, packed, description)) return;
    }
    throw new Contended(`${nameOf(sha256)} did not stay as it was found.`);
  }

  /** Without conditions: the description goes first, so a body that is there has one, and nothing is written over a sound body. */
  async keepUnconditionally(sha256: string, bytes: Uint8Array, description: BlobDescription): Promise<void> {
    const found = await this.objects.get(nameOf(sha256));
    const { sound, first } = found ? await look(sha256, found.bytes) : { sound: false, first: null };
    const mine = this.described(description, first);
    if (sound && isLike(first, mine)) return;
    // What begins with it is about to be written over.
    if (first && !sound) await this.beside.write(sha256, first);
    await this.beside.write(sha256, mine);
    if (!sound) await this.objects.put(nameOf(sha256), await pack(bytes), 'application/zstd');
    await this.beside.settle(sha256, mine, sound && first ? first.name : null);
  }

  /** Adds a description to a body that is there, and heals the body. False when others have come in between, and nothing holds any more. */
  private async join(sha256: string, packed: Uint8Array, description: BlobDescription): Promise<boolean> {
    const found = await this.objects.get(nameOf(sha256));
    if (!found) return false;
    const { sound, first } = await look(sha256, found.bytes);
    const mine = this.described(description, first);
    if (!sound && !(await this.putIf({ IfMatch: found.etag }, sha256, withFirst(first ?? mine, packed)))) return false;
    if (isLike(first, mine) || (!sound && !first)) return true;
    await this.beside.write(sha256, mine);
    await this.beside.settle(sha256, mine, first?.name ?? null);
    return true;
  }

  private putIf(condition: Condition, sha256: string, object: Uint8Array<ArrayBuffer>): Promise<boolean> {
    return this.objects.putIf(condition, nameOf(sha256), object, 'application/zstd');
  }

  private described(description: BlobDescription, first: Described | null): Described {
    return { description, name: nextDescriptionName(first ? [first.name] : [], fingerprintOf(description), this.clock()) };
  }
}

async function look(sha256: string, object: Uint8Array): Promise<Look> {
  let first: Described | null = null;
  try {
    first = firstOf(object);
    await unpack(sha256, packedOf(object));
    return { sound: true, first };
  } catch {
    return { sound: false, first };
  }
}

const isLike = (first: Described | null, { name }: Described): boolean => first?.name.fingerprint === name.fingerprint;

/** Throws for anything that is no blob name. */
function nameOf(sha256: string): string {
  checkBlobName(sha256);
  return `${BODIES}${sha256}${BODY_ENDING}`;
}

/** None for an object that somebody else has put there. */
function blobNameOf(object: string): readonly string[] {
  const name = object.slice(BODIES.length, -BODY_ENDING.length);
  return object.endsWith(BODY_ENDING) && isBlobName(name) ? [name] : [];
}
