import { type ByteRange, type CaptureHints, type CapturePart, Unprocessable } from '#domain';
import type { Format, ReadPage } from '../formats/format.js';
import { wrapPage } from '../formats/wrap-page.js';
import { htmlFormat } from '../html/html-format.js';
import { asUtf8 } from '../source/as-utf8.js';
import { appendRange } from '../source/ranges.js';
import type { VisibleText } from '../source/visible-text.js';
import { textFormat } from '../text/text-format.js';
import { textOf } from './headers.js';
import { type Leaf, type Message, readMessage } from './message.js';
import { type DecodedBody, decodeBody } from './transfer-encoding.js';

/** A page with less visible text, in UTF-16 units, is a frame set or a shell around another part. */
const SHELL = 40;

/** Other pages of the archive that are tried when the first one is a shell. */
const MOST_TRIED = 20;

/**
 * Saved web pages and single messages: MIME parts, of which the page itself is read as any page is. Ranges count in the capture, where an
 * escape such as `=E4` is its byte; a page in base64 has no bytes of its own there and is a part.
 */
export const mhtFormat: Format = {
  name: 'mht',
  accepts: (bytes) => readMessage(bytes.subarray(0, 8_192)) !== null,
  read: readMht,
};

async function readMht(bytes: Uint8Array, hints: CaptureHints): Promise<ReadPage> {
  const message = readMessage(bytes);
  const candidates = message ? pagesOf(message) : [];
  if (!message || candidates.length === 0) {
    throw new Unprocessable('no-page-in-archive', 'The archive holds no HTML or plain text. Send the page itself.');
  }
  let best: ReadPage | null = null;
  for (const leaf of candidates.slice(0, MOST_TRIED)) {
    const page = await readLeaf(bytes, leaf, message, hints);
    if (page && page.visible.text.trim().length >= (best?.visible.text.trim().length ?? 0)) best = page;
    if (best && best.visible.text.trim().length >= SHELL) break;
  }
  if (!best) throw new Unprocessable('empty-body', 'The page in the archive holds no text. Send the page itself.');
  return best;
}

/** Pages by how likely they are the one that was saved: the named one, the other pages, plain text. */
function pagesOf({ leaves, start }: Message): Leaf[] {
  const isStart = ({ headers }: Leaf): boolean => start !== null && headers.get('content-id')?.trim() === start.trim();
  const isPage = ({ mediaType }: Leaf): boolean => /^(?:text\/html|application\/xhtml\+xml)$/.test(mediaType);
  const isText = ({ mediaType }: Leaf): boolean => mediaType === 'text/plain';
  const pages = leaves.filter(isPage);
  return [...pages.filter(isStart), ...pages.filter((leaf) => !isStart(leaf)), ...leaves.filter(isText)];
}

/** The page of one part; null when it is empty, as frames for advertisements are. */
async function readLeaf(bytes: Uint8Array, leaf: Leaf, message: Message, hints: CaptureHints): Promise<ReadPage | null> {
  const encoding = (leaf.headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  const body = decodeBody(bytes, leaf.from, leaf.to, encoding);
  const isPage = leaf.mediaType !== 'text/plain';
  const contentType = leaf.headers.get('content-type') ?? null;
  const url = hints.url ?? urlOf(leaf, message);
  const said = {
    format: 'mht' as const,
    site: siteOf(url),
    title: message.headers.has('subject') ? textOf(message.headers.get('subject') ?? '').trim() || null : null,
    metadata: (url === null ? {} : { savedFrom: url }) as Readonly<Record<string, string>>,
  };
  try {
    if (!body.rangeOf)
      return await readPart(body, { contentType, isPage, url, name: leaf.headers.get('content-location')?.slice(0, 300) ?? 'page' }, said);
    const inner = await (isPage ? htmlFormat : textFormat).read(body.bytes, { url, contentType, fileName: null });
    return wrapPage(inner, { ...said, visible: onCapture(inner.visible, body.rangeOf) });
  } catch (error) {
    if (error instanceof Unprocessable && error.code === 'empty-body') return null;
    throw error;
  }
}

const urlOf = (leaf: Leaf, { headers }: Message): string | null =>
  [leaf.headers.get('content-location'), headers.get('snapshot-content-location'), headers.get('content-location')].find(
    (location) => location !== undefined && /^https?:\/\//i.test(location),
  ) ?? null;

const siteOf = (url: string | null): string | null => (url !== null && URL.canParse(url) ? new URL(url).hostname : null);

interface PartHints {
  readonly contentType: string | null;
  readonly isPage: boolean;
  readonly url: string | null;
  readonly name: string;
}

/** Reads a body that has no bytes of its own in the capture: it becomes a part, in UTF-8. */
async function readPart(body: DecodedBody, part: PartHints, said: Omit<Parameters<typeof wrapPage>[1], 'visible'>): Promise<ReadPage> {
  const { bytes, charset, reasons } = asUtf8(body.bytes, { contentType: part.contentType, isHtml: part.isPage });
  const contentType = `${part.isPage ? 'text/html' : 'text/plain'}; charset=utf-8`;
  const inner = await (part.isPage ? htmlFormat : textFormat).read(bytes, { url: part.url, contentType, fileName: null });
  const parts: CapturePart[] = [{ name: part.name, bytes: bytes.length }];
  return wrapPage(inner, { ...said, visible: inner.visible, parts, charset, reasons });
}

/** Visible text of a decoded body with the bytes it has in the capture. */
function onCapture(visible: VisibleText, rangeOf: NonNullable<DecodedBody['rangeOf']>): VisibleText {
  return {
    text: visible.text,
    rangesOf(from: number, to: number): ByteRange[] {
      const ranges: ByteRange[] = [];
      for (const [start, end] of visible.rangesOf(from, to)) appendRange(ranges, ...rangeOf(start, end));
      return ranges;
    },
  };
}
