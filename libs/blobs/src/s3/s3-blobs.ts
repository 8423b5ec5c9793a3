import { randomUUID } from 'node:crypto';
import { RecentTrouble } from '#domain';
import { checkBlobName } from '../blob-name.js';
import { type BlobDescription, BlobStore } from '../blob-store.js';
import { sha256Of } from '../codec.js';
import { Turns } from '../turns.js';
import { UnderWay } from '../under-way.js';
import { BodyObjects } from './body-objects.js';
import { inOrder, withoutDoubles } from './description-names.js';
import { DescriptionObjects } from './description-objects.js';
import { inGroups } from './in-groups.js';
import { type S3Connection, S3Objects } from './s3-objects.js';
import { addressOf } from './s3-place.js';
import { onS3, whileOpening } from './s3-trouble.js';

/** The beginning of the name that is written and removed when the store is opened. */
const WRITE_CHECK = 'write-check-';

/**
 * Keeps blobs as objects. Any number of processes may write at once.
 *
 * A body and its first description are one object, which is written only where there is none, in one step. Every further description is an object of
 * its own. So nobody overwrites another's, and in whatever order requests of several processes arrive:
 * - Of puts that meet, one creates the object. The others find it there and lay their descriptions beside it.
 * - A damaged object is replaced only while it is the one that was looked at; its first description goes with it as long as it can be read.
 * - `delete` takes the descriptions beside the body, then the body. A put that creates the body before that is taken as a whole; one that creates it
 *   after is left as a whole, also what others lay beside it: all that the deletion takes is listed and removed before the body is.
 * - A put that finds the body there, and whose description the deletion then takes, writes it again. When the body goes only after that, the
 *   description stays behind, which nobody sees until the same body comes again; the put counts as one before the deletion.
 *
 * A server that does not know conditions is found out when the store is opened. There `put` writes the description before the body, and looks for it
 * and its like after the body, so a body that is there has one as well; it takes four requests. That holds while all processes go that way.
 *
 * Bodies too large for one request go that way on every server: what the proof at opening tells of one request says nothing of an upload in parts.
 * Which way it is depends on the body alone, so it is the same for all who put it.
 */
export class S3Blobs extends BlobStore {
  private readonly address: string;
  private readonly objects: S3Objects;
  private readonly bodies: BodyObjects;
  private readonly beside: DescriptionObjects;
  private conditional = false;
  /** Saves requests when one process puts a body several times at once; the promises do not rest on it. */
  private readonly turns = new Turns();
  private readonly underWay = new UnderWay();
  private readonly keeping = new RecentTrouble();

  private constructor(connection: S3Connection, clock: () => Date) {
    super();
    this.address = addressOf(connection.place);
    this.objects = new S3Objects(connection);
    this.beside = new DescriptionObjects(this.objects, clock);
    this.bodies = new BodyObjects(this.objects, this.beside, clock);
  }

  /** Proves that the bucket may be listed, written and cleaned, and finds out whether its server keeps to conditions. */
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
    return this.run(async () => this.bodies.read(sha256));
  }

  has(sha256: string): Promise<boolean> {
    return this.run(async () => this.bodies.has(sha256));
  }

  describe(sha256: string): Promise<readonly BlobDescription[]> {
    return this.run(async () => {
      const body = await this.bodies.first(sha256);
      if (!body) return [];
      const { first } = body;
      const names = inOrder([...(first ? [first.name] : []), ...(await this.beside.names(sha256))]);
      const read = await inGroups(withoutDoubles(names), async (name) =>
        first?.name.fingerprint === name.fingerprint ? first.description : this.beside.read(sha256, name),
      );
      return read.filter((description) => description !== null);
    });
  }

  delete(sha256: string): Promise<void> {
    return this.run(async () => {
      checkBlobName(sha256);
      await this.turns.take(sha256, async () => {
        await this.beside.deleteAll(sha256);
        await this.bodies.delete(sha256);
      });
    });
  }

  list(after: string | null, limit: number): Promise<readonly string[]> {
    return this.run(() => this.bodies.list(after, limit));
  }

  async ping(): Promise<void> {
    await this.run(() => this.bodies.ping());
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
    await this.bodies.ping();
    // Two processes that open at once must not take each other's for their own.
    const name = WRITE_CHECK + randomUUID();
    try {
      this.conditional = await this.objects.keepsConditions(name);
    } catch (error) {
      // It may have been written, and opening is tried again and again. What the deletion meets says no more than what came before.
      await this.objects.delete(name).catch(() => {});
      throw error;
    }
    await this.objects.delete(name);
  }

  private keep(sha256: string, bytes: Uint8Array, description: BlobDescription): Promise<void> {
    const onCondition = this.conditional && !this.objects.goInParts(bytes);
    return onCondition ? this.bodies.keep(sha256, bytes, description) : this.bodies.keepUnconditionally(sha256, bytes, description);
  }
}
