import type { BlobDescription } from '../blob-store.js';
import { descriptionFromJson, descriptionToJson } from '../descriptions.js';
import { BlobDamaged } from '../errors.js';
import { type Described, type DescriptionName, descriptionName, fingerprintOf, inOrder, nextDescriptionName } from './description-names.js';
import { inGroups } from './in-groups.js';
import type { S3Objects } from './s3-objects.js';

/** The descriptions that lie beside a body, an object each, so that nobody overwrites another's. */
export class DescriptionObjects {
  constructor(
    private readonly objects: S3Objects,
    private readonly clock: () => Date,
  ) {}

  async names(sha256: string): Promise<readonly DescriptionName[]> {
    const folder = folderOf(sha256);
    const names = await this.objects.list(folder, null, Number.POSITIVE_INFINITY);
    return names.map((name) => descriptionName(name.slice(folder.length))).filter((name) => name !== null);
  }

  /** Null when it has gone since it was listed. Rejects with BlobDamaged when it is not the one that was written. */
  async read(sha256: string, { name, fingerprint }: DescriptionName): Promise<BlobDescription | null> {
    const found = await this.objects.get(folderOf(sha256) + name);
    if (!found) return null;
    const damaged = (cause?: unknown) => new BlobDamaged(sha256, `its description in ${folderOf(sha256)}${name} cannot be read`, { cause });
    let description: BlobDescription;
    try {
      description = descriptionFromJson(Buffer.from(found.bytes).toString('utf8'));
    } catch (error) {
      throw damaged(error);
    }
    if (fingerprintOf(description) !== fingerprint) throw damaged();
    return description;
  }

  write(sha256: string, { name, description }: Described): Promise<void> {
    return this.objects.put(folderOf(sha256) + name.name, new TextEncoder().encode(descriptionToJson(description)), 'application/json');
  }

  /**
   * Brings a description that was just written in line with all that are there, now that the body is.
   * @param first the one in the body's own object, which is another.
   */
  async settle(sha256: string, mine: Described, first: DescriptionName | null): Promise<void> {
    const { name, fingerprint, time } = mine.name;
    const kept = await this.names(sha256);
    // A deletion that had begun before has taken it along, and the body came after.
    if (!kept.some((one) => one.name === name)) return this.write(sha256, mine);
    const like = kept.find((one) => one.fingerprint === fingerprint) ?? mine.name;
    if (like.name !== name) {
      if (!(await this.isReadable(sha256, like))) await this.write(sha256, { ...mine, name: like });
      return this.objects.delete(folderOf(sha256) + name);
    }
    const others = inOrder([...(first ? [first] : []), ...kept.filter((one) => one.fingerprint !== fingerprint)]);
    if (others.every((one) => one.time < time)) return;
    await this.write(sha256, { ...mine, name: nextDescriptionName(others, fingerprint, this.clock()) });
    await this.objects.delete(folderOf(sha256) + name);
  }

  async deleteAll(sha256: string): Promise<void> {
    await inGroups(await this.objects.list(folderOf(sha256), null, Number.POSITIVE_INFINITY), (name) => this.objects.delete(name));
  }

  private async isReadable(sha256: string, name: DescriptionName): Promise<boolean> {
    return this.read(sha256, name).then((description) => description !== null, unlessDamaged);
  }
}

const folderOf = (sha256: string): string => `descriptions/${sha256}/`;

function unlessDamaged(error: unknown): false {
  if (error instanceof BlobDamaged) return false;
  throw error;
}
