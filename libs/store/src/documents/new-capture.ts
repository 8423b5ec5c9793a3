import { createHash } from 'node:crypto';
import { siteOfUrl } from '#domain';
import { storable, storableJson, storableOrNull } from '../storable.js';

/** A body that is safely in the blob store already. */
export interface NewCapture {
  /** Name of the source it counts to, such as `push`; made when it is new. */
  readonly source: string;
  readonly key: string;
  readonly url: string | null;
  readonly finalUrl: string | null;
  readonly fileName: string | null;
  readonly sha256: string;
  readonly size: number;
  readonly contentType: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly capturedAt: Date;
  /** When it first came, for one that is accepted again; default now. */
  readonly receivedAt?: Date;
  readonly idempotencyKey?: string;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a document is found by: a unique index cannot hold keys of any length. */
export const keyHash = (key: string): string => sha256(storable(key));

/** Writes the capture of each row of `from`, a document at its new revision. Parameters `$1` to `$7` are `captureValues`. */
export const captureInsert = (from: string): string => `
  insert into captures (document_id, revision, sha256, url, size, content_type, final_url, file_name, headers, captured_at, received_at, site)
  select id, revision, sha256, url, $1::int, $2, $3, $4, $5::jsonb, ($6::timestamptz[])[1], coalesce(($6::timestamptz[])[2], now()), $7 from ${from}`;

export const captureValues = (capture: NewCapture): unknown[] => {
  const { size, contentType, url, finalUrl, fileName, headers, capturedAt, receivedAt } = capture;
  return [
    size,
    storableOrNull(contentType),
    storableOrNull(finalUrl),
    storableOrNull(fileName),
    storableJson(headers),
    [capturedAt, receivedAt ?? null],
    storableOrNull(siteOfUrl(finalUrl ?? url)),
  ];
};
