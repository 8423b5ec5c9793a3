import { join } from 'node:path';
import { openFileBlobs } from '#blobs';
import type { PageResult } from '#domain';
import { parsePage } from '#parsing';
import { acceptPush } from '#pipeline';
import { parseStage } from '#stages';
import { openTestStore } from '#store/testing';

export interface OlderPage {
  readonly url: string;
  readonly body: string;
  /** What the older parser made of the page: the present result with what has been mended since. */
  older(page: PageResult): PageResult;
}

/** The version that stands on results of the older parser. */
export const OLDER = '0.9.0';

/**
 * An archive in this empty folder as a server with an older parser would have left it when it was stopped behind the parser: captures by the
 * door that every push takes, results of the older version by the verb that every parser uses. Answers with the ids of the documents.
 */
export async function olderArchive(dataDir: string, pages: readonly OlderPage[]): Promise<string[]> {
  const { store, close } = await openTestStore(dataDir);
  const blobs = await openFileBlobs(join(dataDir, 'blobs'));
  const ids: string[] = [];
  for (const { url, body, older } of pages) {
    const bytes = Buffer.from(body);
    const push = { url, body: bytes, fileName: null, contentType: 'text/plain; charset=utf-8', headers: {} };
    const deps = { documents: store.documents, blobs, clock: () => new Date() };
    const { document } = await acceptPush({ ...push, capturedAt: null, source: 'push', idempotencyKey: null }, deps);
    const { claims } = await store.documents.claim(parseStage, [{ documentId: document.id, revision: 1 }], 'older');
    const page = await parsePage(bytes, { url, contentType: push.contentType, fileName: null });
    for (const claim of claims) await store.documents.saveParsed(claim, { ...older(page), parserVersion: OLDER }, 1);
    ids.push(document.id);
  }
  await blobs.close();
  await close();
  return ids;
}
