import { Injectable } from '@nestjs/common';
import { BlobStore } from '#blobs';
import { statusOf } from '#domain';
import { acceptPush, acceptUrl } from '#pipeline';
import { ApiConfig } from '#platform';
import { type Accepted, Documents } from '#store';
import type { UploadedFile } from '../http/multipart.js';
import { badRequest, Refusal, tooLarge } from '../http/problem.js';
import { type AcceptedShape, linksOf } from './document-shapes.js';
import type { PushRequest } from './push-schema.js';

/** Takes what is pushed by the API and the upload box. When it resolves the capture is safe. */
@Injectable()
export class Intake {
  private readonly deps: Parameters<typeof acceptPush>[1];

  constructor(
    documents: Documents,
    blobs: BlobStore,
    private readonly config: ApiConfig,
  ) {
    this.deps = { documents, blobs, clock: () => new Date() };
  }

  async push({ url, body, ...rest }: PushRequest, idempotencyKey: string | null): Promise<Accepted> {
    if (body !== null) {
      if (body.byteLength > this.config.maxBodyBytes) throw tooLarge(this.config.maxBodyBytes);
      return acceptPush({ url, body, ...rest, fileName: null, source: 'push', idempotencyKey }, this.deps);
    }
    if (url === null) throw badRequest('invalid-fields', 'There is neither a body nor a url.');
    return acceptUrl({ url, source: 'push', idempotencyKey }, this.deps);
  }

  file({ fileName, contentType, body }: UploadedFile, url: string | null, idempotencyKey: string | null): Promise<Accepted> {
    return acceptPush({ url, fileName, contentType, body, headers: {}, capturedAt: null, source: 'push', idempotencyKey }, this.deps);
  }
}

/** The answer to a push. Throws the refusal for a document that was withdrawn and is not revived. */
export function acceptedJson({ document, outcome }: Accepted): AcceptedShape {
  if (outcome === 'withdrawn') throw withdrawnBefore(document.reason);
  const { id, revision, reason } = document;
  const state = statusOf(document);
  return { id, revision, status: outcome === 'unchanged' ? 'unchanged' : state, state, reason, links: linksOf(id) };
}

const withdrawnBefore = (reason: string | null): Refusal =>
  new Refusal({
    status: 409,
    code: 'withdrawn-before',
    title: 'This document was withdrawn',
    detail: `What lives at this address was taken out of the archive${reason ? ` (${reason})` : ''} and is not taken in again. Push it under another address if it is something else.`,
  });
