import type { CaptureHints, PageResult } from '#domain';
import { readDocshare } from './docshare/read-docshare.js';
import type { PackedFile, ReadPage } from './formats/format.js';
import { mergeResults, movedResult } from './packed/merge-results.js';
import { readArticle } from './page/article.js';
import { buildPage } from './page/build-page.js';
import { siteOf } from './page/site.js';
import { withRuled } from './page/ruled.js';
import { readPage } from './read-page.js';
import { PARSER_VERSION } from './version.js';

/**
 * Makes the page result of one capture. Pure: the same bytes and hints give the same result. A page without a body is a result without
 * speeches and the reason `no-body`. Throws Unprocessable `empty-body`, `binary-body`, `unsupported-format`, or what its format throws.
 * Linear in the bytes.
 */
export async function parsePage(bytes: Uint8Array, hints: CaptureHints): Promise<PageResult> {
  const page = await readPage(bytes, hints);
  const result = page.files ? parseFiles(page, page.files, hints) : parseOne(page, hints);
  return hints.rules ? { ...result, siteRules: { set: hints.rules.set, rules: page.ruled?.rules ?? [] } } : result;
}

function parseOne(page: ReadPage, hints: CaptureHints): PageResult {
  const { ruled } = page;
  const plan = readDocshare(page.visible.text);
  const view = (plan === null && ruled?.main) || { page, taken: ruled?.taken ?? [] };
  const result = buildPage(view.page, plan ?? readArticle(view.page), hints);
  return ruled ? withRuled(result, ruled, view.taken) : result;
}

/** Each file of an archive is a page of its own; the archive adds what it does not read of itself. */
function parseFiles(page: ReadPage, files: readonly PackedFile[], hints: CaptureHints): PageResult {
  const results = files.map((file) => movedResult(parseOne(file.page, hints), file.byteAt));
  const merged = mergeResults(results, {
    parserVersion: PARSER_VERSION,
    parts: page.parts ?? null,
    title: page.title,
    site: siteOf(null, null, hints.url),
  });
  const unread = (page.removed?.() ?? []).map(({ rule, from, to }) => ({ rule, text: page.visible.text.slice(from, to), ranges: [] }));
  const reasons = [...new Set([...page.reasons, ...merged.quality.reasons])];
  return { ...merged, removals: [...merged.removals, ...unread], quality: { ...merged.quality, reasons } };
}
