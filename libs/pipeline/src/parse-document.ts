import type { BlobStore } from '#blobs';
import { done, skipped } from '#domain';
import type { Verdict } from '#queue';
import { type DocumentJob, parseStage } from '#stages';
import type { Claim } from '#store';
import type { ParserPool } from './parser-pool.js';
import { type RoomDeps, takeOn } from './take-on.js';

export interface ParseDeps extends RoomDeps {
  readonly blobs: BlobStore;
  readonly parser: Pick<ParserPool, 'parse' | 'parseAgain' | 'parseApart'>;
}

/** Parser room: the capture of this revision becomes a page result. Suspects need not run alone here: they get a process of their own. */
export function parseDocument(job: DocumentJob, deps: ParseDeps): Promise<Verdict> {
  return takeOn(parseStage, job, deps, (claim) => parseClaimed(claim, deps), 'take');
}

function parserFor({ suspect, crashes }: Claim, parser: ParseDeps['parser']): ParserPool['parse'] {
  if (suspect) return (bytes, hints) => parser.parseApart(bytes, hints);
  return crashes > 0 ? (bytes, hints) => parser.parseAgain(bytes, hints) : (bytes, hints) => parser.parse(bytes, hints);
}

async function parseClaimed(claim: Claim, { documents, blobs, parser }: ParseDeps): Promise<Verdict> {
  const startedAt = performance.now();
  const capture = await documents.captureOf(claim.documentId, claim.revision);
  if (!capture) return skipped('superseded');
  const bytes = await blobs.read(capture.sha256);
  const hints = { url: capture.finalUrl ?? capture.url, contentType: capture.contentType, fileName: capture.fileName };
  const page = await parserFor(claim, parser)(bytes, hints);
  const saved = await documents.saveParsed(claim, page, performance.now() - startedAt);
  return saved === 'saved' ? done() : skipped('superseded');
}
