import { BlobDamaged, BlobMissing, type BlobStore } from '#blobs';
import type { Examination } from '#store';
import type { Tell } from '../telling.js';
import { differenceOfNames } from './names.js';

export interface BlobsCopied {
  copied: number;
  bytes: number;
  /** Bodies that cannot be copied, with the reason. */
  readonly failed: Map<string, string>;
}

interface Ends {
  readonly from: BlobStore;
  readonly to: BlobStore;
}

const AT_ONCE = 8;

/**
 * Copies every body the target does not have, with all its descriptions; each is read against its hash, and the target's store hashes it again.
 * A body that was copied in part, some of its descriptions missing, is completed.
 */
export async function copyBlobs({ from, to }: Ends, progress: BlobsCopied, tell: Tell): Promise<void> {
  const names = namesOf(from);
  const lane = async () => {
    for await (const name of names) {
      await copyBlob(name, { from, to }, progress).catch((error: unknown) => {
        if (!(error instanceof BlobDamaged || error instanceof BlobMissing || error instanceof NotCopied)) throw error;
        progress.failed.set(name, error.message);
      });
      tell({ step: 'copying captures', done: progress.copied, total: null });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

class NotCopied extends Error {
  override readonly name = 'NotCopied';
}

async function copyBlob(name: string, { from, to }: Ends, progress: BlobsCopied): Promise<void> {
  const descriptions = await from.describe(name);
  if ((await to.has(name)) && (await to.describe(name)).length >= descriptions.length) return;
  if (descriptions.length === 0) {
    throw new NotCopied('Nothing beside it says what it is; rostra fsck --repair on the source writes that again from the rows.');
  }
  const body = await from.read(name);
  for (const description of descriptions) {
    const { sha256 } = await to.put(body, description);
    if (sha256 !== name) throw new NotCopied(`The target says that its bytes have the hash ${sha256}.`);
  }
  progress.copied += 1;
  progress.bytes += body.byteLength;
}

/** Bodies of the target that the source does not have; `known` says of which: those that its rows tell of, or those that they do not. */
export async function* strays(
  ends: Ends,
  examination: Pick<Examination, 'bodies'>,
  known = false,
): AsyncGenerator<{ readonly name: string }> {
  for await (const { name, side } of differenceOfNames(ends.from, ends.to)) {
    if (side === 'to' && (await examination.bodies([name])).length > 0 === known) yield { name };
  }
}

/** Removes what an earlier move has copied and the source has given up since, as when a document was withdrawn. */
export async function removeStrays(ends: Ends, examination: Pick<Examination, 'bodies'>): Promise<void> {
  for await (const { name } of strays(ends, examination, true)) await ends.to.delete(name);
}

const PAGE = 500;

/** Every name, in order; several readers share the work. */
async function* namesOf(blobs: BlobStore): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    const page: readonly string[] = await blobs.list(after, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1) ?? null;
  }
}
