import type { CaptureHints, PageResult } from '#domain';
import { readDocshare } from './docshare/read-docshare.js';
import { readArticle } from './page/article.js';
import { buildPage } from './page/build-page.js';
import { readPage } from './read-page.js';

/**
 * Makes the page result of one capture. Pure: the same bytes and hints give the same result. A page without a body is a result without
 * speeches and the reason `no-body`. Throws Unprocessable with the code of its format, such as
 * `empty-body`, `unsupported-format` or `password-protected`. Linear in the bytes.
 */
export async function parsePage(bytes: Uint8Array, hints: CaptureHints): Promise<PageResult> {
  const page = await readPage(bytes, hints);
  const plan = readDocshare(page.visible.text) ?? readArticle(page);
  return buildPage(page, plan, hints);
}
