import { Injectable } from '@nestjs/common';
import { BlobStore } from '#blobs';
import type { CaptureRecord, DocumentRecord, PageResult, SpeechRecord } from '#domain';
import { Documents, Speeches } from '#store';
import { gone, notFound } from '../http/problem.js';

/** A page result and the revision of the capture that it was made of. */
export interface RevisedPage {
  readonly revision: number;
  readonly page: PageResult;
}

/** Reads documents and speeches for the API and the pages. What is not there is a 404, what was withdrawn a 410 with its reason. */
@Injectable()
export class Reading {
  constructor(
    private readonly documents: Documents,
    private readonly speeches: Speeches,
    private readonly blobs: BlobStore,
  ) {}

  async document(id: string): Promise<DocumentRecord> {
    const document = await this.documents.get(id);
    if (!document) throw notFound('No document has this id.', 'GET /api/v1/documents lists them.');
    return document;
  }

  /** A document whose content may be shown. */
  async openDocument(id: string): Promise<DocumentRecord> {
    const document = await this.document(id);
    if (document.state === 'withdrawn') throw gone(withdrawalOf(document));
    return document;
  }

  async speech(id: string): Promise<SpeechRecord> {
    const speech = await this.speeches.get(id);
    if (!speech) throw notFound('No speech has this id.', 'GET /api/v1/search finds them.');
    await this.openDocument(speech.documentId);
    return speech;
  }

  /** The capture of a revision, of the newest when none is asked for. */
  async capture(document: DocumentRecord, revision = document.revision): Promise<CaptureRecord> {
    const capture = await this.documents.captureOf(document.id, revision);
    if (!capture)
      throw notFound(`This document has no capture of revision ${revision}.`, `GET /api/v1/documents/${document.id}/captures lists them.`);
    return capture;
  }

  bytes(capture: CaptureRecord): Promise<Uint8Array> {
    return this.blobs.read(capture.sha256);
  }

  /** The page result of a revision, or the one there is: the newest revision may be waiting still, or have failed. */
  async pageResult({ id, revision: newest }: DocumentRecord, revision?: number): Promise<RevisedPage> {
    for (let tried = revision ?? newest; tried >= (revision ?? 1); tried -= 1) {
      const page = await this.documents.pageResult(id, tried);
      if (page) return { revision: tried, page };
    }
    throw notFound(
      `This document has no page result${revision === undefined ? '' : ` of revision ${revision}`}.`,
      `GET /api/v1/documents/${id} says where it stands.`,
    );
  }
}

const withdrawalOf = ({ reason }: DocumentRecord): string => `This document was withdrawn${reason ? `: ${reason}` : ''}.`;
