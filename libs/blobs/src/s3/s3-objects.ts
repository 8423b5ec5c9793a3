import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { sha256Of } from '../codec.js';
import type { S3Place } from './s3-place.js';
import { BrokenOff, isUnforeseen, NoS3Answer, statusOf } from './s3-trouble.js';

export interface S3Connection {
  readonly place: S3Place;
  /** Null: that of the SDK's own settings on Amazon, `us-east-1` elsewhere. */
  readonly region: string | null;
  /** PEM; null trusts what Node trusts. */
  readonly ca: string | null;
  /** Larger objects go up in parts of this size, in bytes; at least 5 MiB. */
  readonly partBytes?: number;
  /** Longest time a request may stand still, in ms. */
  readonly timeoutMs?: number;
}

/** What has to be true of a name when bytes arrive for it; the server looks and writes in one step. */
export type Condition = { readonly IfNoneMatch: '*' } | { readonly IfMatch: string };

export const ABSENT: Condition = { IfNoneMatch: '*' };

export interface Found {
  readonly bytes: Uint8Array;
  /** Another for other bytes. */
  readonly etag: string;
}

const PART_BYTES = 8 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
const CONNECT_MS = 5_000;
/** Each request is tried this often before the work is told to wait. */
const ATTEMPTS = 3;
const PAGE = 1_000;

/**
 * Objects under one prefix of one bucket. Names are relative to the prefix. Every method rejects with the SDK's own errors, or with NoS3Answer when
 * an answer lacks what S3 servers always say: a proxy's friendly page has the status of success.
 */
export class S3Objects {
  private readonly client: S3Client;
  private readonly partBytes: number;

  constructor(private readonly connection: S3Connection) {
    this.client = new S3Client(clientConfig(connection));
    this.partBytes = connection.partBytes ?? PART_BYTES;
  }

  /** Whole or not at all; the server compares the bytes it got with their SHA-256. */
  async put(name: string, bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<void> {
    const params = { ...this.at(name), Body: bytes, ContentType: contentType };
    const { ETag } = await (this.goInParts(bytes) ? this.inParts(params) : this.inOnePiece(params));
    expectS3(ETag);
  }

  /** Whether these bytes are too many for one request of `put`. */
  goInParts(bytes: Uint8Array): boolean {
    return bytes.byteLength > this.partBytes;
  }

  /**
   * Like `put`, under a condition and always in one request: some servers that keep to the condition of one pass over that of an upload in parts.
   * False: nothing was written, for it did not hold, or somebody else changed the name at the same moment.
   */
  async putIf(condition: Condition, name: string, bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<boolean> {
    try {
      const { ETag } = await this.inOnePiece({ ...this.at(name), Body: bytes, ContentType: contentType, ...condition });
      expectS3(ETag);
      return true;
    } catch (error) {
      if (NOT_SO.has(nameOf(error))) return false;
      throw error;
    }
  }

  /** Whether the server keeps to the conditions of `putIf`. Writes under this name, which nobody else may use. */
  async keepsConditions(name: string): Promise<boolean> {
    const bytes = new TextEncoder().encode('Rostra may write here.\n');
    await this.put(name, bytes, 'text/plain');
    for (const condition of [ABSENT, { IfMatch: OTHER_ETAG }]) {
      if (await this.putIf(condition, name, bytes, 'text/plain').catch(unlessNotKnown)) return false;
    }
    return true;
  }

  /** @param most of its bytes, from the first on; all of them when it is not given. */
  async get(name: string, most?: number): Promise<Found | null> {
    try {
      return await this.found({ ...this.at(name), ...(most === undefined ? {} : { Range: `bytes=0-${most - 1}` }) });
    } catch (error) {
      return nameOf(error) === 'InvalidRange' ? { bytes: new Uint8Array(), etag: '' } : unlessAbsent(error, null);
    }
  }

  async has(name: string): Promise<boolean> {
    try {
      const { ETag } = await this.client.send(new HeadObjectCommand(this.at(name)));
      expectS3(ETag);
      return true;
    } catch (error) {
      const status = statusOf(error);
      if (status < 300 || status >= 500) throw error;
      // A refusal of HEAD has no words: it does not tell a missing object from a missing bucket.
      return (await this.get(name, 1)) !== null;
    }
  }

  /** Resolves also when it was not there. */
  async delete(name: string): Promise<void> {
    // Amazon's never says that nothing was there; some others do when two delete at once.
    await this.client.send(new DeleteObjectCommand(this.at(name))).catch((error: unknown) => unlessAbsent(error, null));
  }

  /** Up to `limit` names that begin with `start`, in order, after the name `after`. */
  async list(start: string, after: string | null, limit: number): Promise<readonly string[]> {
    const names: string[] = [];
    let more: string | undefined;
    do {
      const { Contents, IsTruncated, NextContinuationToken } = await this.page(start, after, Math.min(PAGE, limit - names.length), more);
      names.push(...(Contents ?? []).flatMap(({ Key }) => (Key ? [Key.slice(this.connection.place.prefix.length)] : [])));
      more = IsTruncated ? NextContinuationToken : undefined;
    } while (more !== undefined && names.length < limit);
    return names;
  }

  close(): void {
    this.client.destroy();
  }

  private at(name: string): { readonly Bucket: string; readonly Key: string } {
    const { bucket, prefix } = this.connection.place;
    return { Bucket: bucket, Key: prefix + name };
  }

  private async page(start: string, after: string | null, most: number, more: string | undefined) {
    const { bucket, prefix } = this.connection.place;
    const StartAfter = after === null ? {} : { StartAfter: prefix + after };
    const page = await this.client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix + start, MaxKeys: most, ContinuationToken: more, ...StartAfter }),
    );
    expectS3(page.Name);
    return page;
  }

  private async found(input: GetObjectCommandInput): Promise<Found> {
    const { Body, ETag } = await this.client.send(new GetObjectCommand(input));
    const bytes = await Body?.transformToByteArray().catch((error: unknown) => {
      throw new BrokenOff('The answer broke off.', { cause: error });
    });
    return { bytes: bytes ?? new Uint8Array(), etag: expectS3(ETag) };
  }

  private async inOnePiece(params: UploadParams & Partial<Condition>): Promise<{ ETag?: string | undefined }> {
    const sum = Buffer.from(await sha256Of(params.Body), 'hex').toString('base64');
    return this.client.send(new PutObjectCommand({ ...params, ChecksumSHA256: sum }));
  }

  /** Each part goes with its own checksum; what was sent of an upload that fails is taken back. */
  private inParts(params: UploadParams): Promise<{ ETag?: string | undefined }> {
    const { client, partBytes } = this;
    return new Upload({ client, params: { ...params, ChecksumAlgorithm: 'SHA256' }, partSize: partBytes, queueSize: 2 }).done();
  }
}

interface UploadParams {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body: Uint8Array<ArrayBuffer>;
  readonly ContentType: string;
}

function clientConfig({ place, region, ca, timeoutMs = TIMEOUT_MS }: S3Connection): S3ClientConfig {
  const { endpoint, keys } = place;
  const agent = { keepAlive: true, maxSockets: 64, ...(ca === null ? {} : { ca }) };
  const ownRegion = region ?? (endpoint === null ? null : 'us-east-1');
  return {
    ...(ownRegion === null ? {} : { region: ownRegion }),
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    ...(keys === null ? {} : { credentials: { accessKeyId: keys.access, secretAccessKey: keys.secret } }),
    maxAttempts: ATTEMPTS,
    // All requests go to one bucket with the same keys, so the SDK need not put its steps together for each of them.
    cacheMiddleware: true,
    // The SDK's own CRC32 is more than many S3 servers know; what is kept here goes with its SHA-256 and is compared with its name when read.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
    },
  };
}

/** No object has it. */
const OTHER_ETAG = `"${'0'.repeat(32)}"`;

/** The condition does not hold, the object it speaks of is gone, or a deletion is under way. */
const NOT_SO = new Set(['PreconditionFailed', 'NoSuchKey', 'ConditionalRequestConflict']);

function expectS3(mark: string | undefined): string {
  if (mark === undefined) throw new NoS3Answer('The answer is not that of an S3 server.');
  return mark;
}

/**
 * True, as if it had been written, when a server refuses with a condition what it has just taken without. A refusal that has another reason says
 * nothing of conditions: taken for that, this process alone would go without them.
 */
function unlessNotKnown(error: unknown): true {
  if (statusOf(error) === 501 || (statusOf(error) === 400 && isUnforeseen(error))) return true;
  throw error;
}

function unlessAbsent<Answer>(error: unknown, answer: Answer): Answer {
  if (nameOf(error) === 'NoSuchKey') return answer;
  throw error;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
