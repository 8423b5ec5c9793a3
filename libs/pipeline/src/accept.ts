import { createHash } from 'node:crypto';
import type { BlobStore } from '#blobs';
import { Unprocessable } from '#domain';
import { canonicalUrl } from '#fetching';
import type { Accepted, Documents } from '#store';
import { dropBlob, keptBlob } from './drop-blob.js';
import { failpoint } from './failpoints.js';

/** A body that somebody brings, instead of a URL to fetch. */
export interface Push {
  readonly url: string | null;
  readonly fileName: string | null;
  readonly body: Uint8Array;
  readonly contentType: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly capturedAt: Date | null;
  /** Name of the source it counts to, such as `push`. */
  readonly source: string;
  readonly idempotencyKey: string | null;
}

export interface AcceptDeps {
  readonly documents: Documents;
  readonly blobs: BlobStore;
  readonly clock: () => Date;
}

/**
 * Accepts a pushed capture: bytes and description are flushed to the blob store, then one commit writes the rows and the parser's wake-up.
 * When it resolves the capture is safe. A document is known by its URL, else by its file name, else by its bytes.
 * Throws Unprocessable for an empty body and BadUrl for a URL that is none.
 */
export async function acceptPush(push: Push, { documents, blobs, clock }: AcceptDeps): Promise<Accepted> {
  if (push.body.byteLength === 0) {
    throw new Unprocessable('empty-body', 'The body is empty; send the bytes of the page or file.');
  }
  const receivedAt = clock();
  const capturedAt = push.capturedAt ?? receivedAt;
  const url = push.url === null ? null : canonicalUrl(push.url);
  const key = url ?? pushedKey(push);
  const { source, fileName, contentType, headers, body } = push;
  const about = { key, url, finalUrl: null, source, fileName, contentType, headers };
  const description = { ...about, capturedAt: capturedAt.toISOString(), receivedAt: receivedAt.toISOString() };
  const blob = await blobs.put(body, description);
  failpoint('api.before-commit');
  const accepted = await documents.acceptCapture({
    ...about,
    ...blob,
    capturedAt,
    ...(push.idempotencyKey && { idempotencyKey: push.idempotencyKey }),
  });
  failpoint('api.after-commit');
  if (accepted.outcome === 'withdrawn') await dropBlob(blob.sha256, { documents, blobs });
  else await keptBlob(blob.sha256, body, description, blobs);
  return accepted;
}

/** Accepts a URL for the crawler. Throws BadUrl for anything that is not a web address. */
export function acceptUrl(
  request: { readonly url: string; readonly source: string; readonly idempotencyKey: string | null },
  { documents }: Pick<AcceptDeps, 'documents'>,
): Promise<Accepted> {
  const url = canonicalUrl(request.url);
  return documents.acceptUrl({
    source: request.source,
    key: url,
    url,
    ...(request.idempotencyKey && { idempotencyKey: request.idempotencyKey }),
  });
}

/**
 * Bytes without a URL are known by their hash: two people's `讲话稿.txt` are two documents, and the same bytes under another name are one.
 */
function pushedKey({ body }: Push): string {
  return `push:${createHash('sha256').update(body).digest('hex')}`;
}
