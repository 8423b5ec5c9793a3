/** What is written beside the bytes, so that the whole archive can be rebuilt from blobs alone. */
export interface BlobDescription {
  readonly url: string | null;
  readonly finalUrl: string | null;
  readonly key: string;
  readonly source: string;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** ISO instants. */
  readonly capturedAt: string;
  readonly receivedAt: string;
}

/** Bodies of captures, named by the SHA-256 of their bytes. Every method may be repeated with the same arguments. */
export abstract class BlobStore {
  /** When it resolves, bytes and description survive a power cut. The same body under another description keeps both descriptions. */
  abstract put(body: Uint8Array, description: BlobDescription): Promise<{ readonly sha256: string; readonly size: number }>;
  /** The exact bytes. Rejects with BlobMissing or, when the bytes no longer match their name, BlobDamaged. */
  abstract read(sha256: string): Promise<Uint8Array>;
  abstract has(sha256: string): Promise<boolean>;
  abstract describe(sha256: string): Promise<readonly BlobDescription[]>;
  /** Removes bytes and descriptions; resolves also when nothing was there. */
  abstract delete(sha256: string): Promise<void>;
  /** All names after this one, in order. */
  abstract list(after: string | null, limit: number): Promise<readonly string[]>;
  abstract ping(): Promise<void>;
  abstract close(): Promise<void>;
}
