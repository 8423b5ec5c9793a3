import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RecentTrouble } from '#domain';
import { type BlobDescription, BlobStore } from '../blob-store.js';
import { pack, sha256Of, unpack } from '../codec.js';
import { descriptionsFromJson, descriptionsToJson, withDescription } from '../descriptions.js';
import { BlobDamaged, BlobMissing } from '../errors.js';
import { Turns } from '../turns.js';
import { UnderWay } from '../under-way.js';
import { DurableFiles } from './durable-files.js';
import { namesAfter } from './names.js';
import { placeOf } from './place.js';
import { codeOf, onStorage } from './storage-trouble.js';

/**
 * Keeps blobs as files in this folder, made when it is missing, and removes unfinished files of a process that died.
 * The caller holds the lock of DATA_DIR: a folder belongs to one process at a time.
 * Every method rejects with TryLater when the storage has to be mended first (full, read-only, no access).
 */
export async function openFileBlobs(dir: string): Promise<BlobStore> {
  const root = resolve(dir);
  return onStorage(root, async () => new FileBlobs(root, await DurableFiles.open(root)));
}

class FileBlobs extends BlobStore {
  private readonly turns = new Turns();
  private readonly underWay = new UnderWay();
  private readonly keeping = new RecentTrouble();

  constructor(
    private readonly root: string,
    private readonly files: DurableFiles,
  ) {
    super();
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
      const packed = await this.contentOf(sha256, placeOf(sha256).body);
      if (!packed) throw new BlobMissing(sha256);
      return unpack(sha256, packed);
    });
  }

  has(sha256: string): Promise<boolean> {
    return this.run(async () => {
      const { folders, body } = placeOf(sha256);
      return access(join(this.root, ...folders, body)).then(() => true, absent(false));
    });
  }

  describe(sha256: string): Promise<readonly BlobDescription[]> {
    return this.run(async () => ((await this.has(sha256)) ? this.descriptionsOf(sha256) : []));
  }

  delete(sha256: string): Promise<void> {
    return this.run(() =>
      this.turns.take(sha256, async () => {
        const { folders, body, descriptions } = placeOf(sha256);
        await this.files.remove(folders, [body, descriptions, asideName(descriptions)]);
      }),
    );
  }

  list(after: string | null, limit: number): Promise<readonly string[]> {
    return this.run(() => namesAfter(this.root, after, limit));
  }

  async ping(): Promise<void> {
    await this.run(() => access(this.root, constants.R_OK | constants.W_OK | constants.X_OK));
    this.keeping.check();
  }

  /** Resolves when everything that was asked for is through, well or badly. */
  close(): Promise<void> {
    return this.underWay.settled();
  }

  private run<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.underWay.track(onStorage(this.root, work));
  }

  /** The description goes first: a body that is there always has one. What is there already is checked, so that a put also heals. */
  private async keep(sha256: string, bytes: Uint8Array, description: BlobDescription): Promise<void> {
    const { folders, body, descriptions } = placeOf(sha256);
    const kept = await this.soundDescriptions(sha256);
    const merged = withDescription(kept, description);
    if (merged !== kept) await this.files.write(folders, descriptions, descriptionsToJson(merged));
    if (!(await this.isSound(sha256))) await this.files.write(folders, body, await pack(bytes));
    await this.files.settle(folders);
  }

  private async isSound(sha256: string): Promise<boolean> {
    try {
      await this.read(sha256);
      return true;
    } catch (error) {
      if (error instanceof BlobMissing || error instanceof BlobDamaged) return false;
      throw error;
    }
  }

  /** Damaged descriptions are moved aside for a person to look at, so that they do not bar new ones. */
  private async soundDescriptions(sha256: string): Promise<readonly BlobDescription[]> {
    try {
      return await this.descriptionsOf(sha256);
    } catch (error) {
      if (!(error instanceof BlobDamaged)) throw error;
      const { folders, descriptions } = placeOf(sha256);
      await this.files.move(folders, descriptions, asideName(descriptions));
      return [];
    }
  }

  private async descriptionsOf(sha256: string): Promise<readonly BlobDescription[]> {
    const { descriptions } = placeOf(sha256);
    const json = await this.contentOf(sha256, descriptions);
    if (!json) return [];
    try {
      return descriptionsFromJson(json.toString('utf8'));
    } catch (error) {
      throw new BlobDamaged(sha256, `its descriptions in ${descriptions} cannot be read`, { cause: error });
    }
  }

  private contentOf(sha256: string, name: string): Promise<Buffer | null> {
    return readFile(join(this.root, ...placeOf(sha256).folders, name)).catch(absent(null));
  }
}

const asideName = (descriptions: string): string => `${descriptions}.damaged`;

/** Answers for a file that is not there; every other failure goes on. */
const absent =
  <Answer>(answer: Answer) =>
  (error: unknown): Answer => {
    if (codeOf(error) === 'ENOENT') return answer;
    throw error;
  };
