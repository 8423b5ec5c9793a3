import type { BlobStore } from '#blobs';
import { done, skipped } from '#domain';
import type { Verdict } from '#queue';
import { type DocumentJob, parseStage } from '#stages';
import type { Claim, SiteRules } from '#store';
import { failpoint } from './failpoints.js';
import { hintsOf } from './hints-of.js';
import type { ParserPool } from './parser-pool.js';
import { type RoomDeps, takeOn } from './take-on.js';

export interface ParseDeps extends RoomDeps {
  readonly blobs: BlobStore;
  readonly parser: Pick<ParserPool, 'parse' | 'parseAgain' | 'parseApart'>;
  readonly siteRules: Pick<SiteRules, 'setOf'>;
  /** Told of each page that was parsed and has a site. */
  readonly onParsed?: (site: string) => void;
}

/** Parser room: the capture of this revision becomes a page result. Suspects need not run alone here: they get a process of their own. */
export function parseDocument(job: DocumentJob, deps: ParseDeps): Promise<Verdict> {
  return takeOn(parseStage, job, deps, (claim) => parseClaimed(claim, deps), 'take');
}

function parserFor({ suspect, crashes }: Claim, parser: ParseDeps['parser']): ParserPool['parse'] {
  if (suspect) return (bytes, hints) => parser.parseApart(bytes, hints);
  return crashes > 0 ? (bytes, hints) => parser.parseAgain(bytes, hints) : (bytes, hints) => parser.parse(bytes, hints);
}

async function parseClaimed(claim: Claim, { documents, blobs, parser, siteRules, onParsed }: ParseDeps): Promise<Verdict> {
  const startedAt = performance.now();
  const capture = await documents.captureOf(claim.documentId, claim.revision);
  if (!capture) return skipped('superseded');
  const bytes = await blobs.read(capture.sha256);
  const hints = hintsOf({ ...capture, url: capture.finalUrl ?? capture.url }, await siteRules.setOf(capture.site));
  const page = await parserFor(claim, parser)(bytes, hints);
  failpoint('parser.before-commit');
  const saved = await documents.saveParsed(claim, page, performance.now() - startedAt);
  failpoint('parser.after-commit');
  if (saved !== 'saved') return skipped('superseded');
  if (capture.site !== null) onParsed?.(capture.site);
  return done();
}
