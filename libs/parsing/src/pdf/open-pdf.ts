import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Unprocessable } from '#domain';
import { type LoadedPdfjs, loadPdfjs } from './load-pdfjs.js';
import { mendings } from './mend-pdf.js';
import { type MemoryLimit, withMemoryLimit } from './memory-limit.js';

/** What is made of an opened file, and whether it is worth anything: a file may open and show no page. */
interface Use<T> {
  readonly read: (document: PDFDocumentProxy, limit: MemoryLimit) => Promise<T>;
  readonly isWhole: (used: T) => boolean;
}

/**
 * Opens a PDF and lends it; its memory is given back in any case. Broken tables are repaired where they can be, nothing in the file is run.
 * Throws Unprocessable `password-protected`, `broken-file` or `page-too-large`.
 */
export async function openPdf<T>(bytes: Uint8Array, use: Use<T>): Promise<T> {
  const library = await loadPdfjs();
  return withMemoryLimit(async (limit) => {
    const first = await attempt(library, bytes, limit, use);
    if ('used' in first && use.isWhole(first.used)) return first.used;
    if ('cause' in first && !isBroken(first.cause)) throw asRefusal(first.cause);
    for (const mended of mendings(bytes)) {
      const next = await attempt(library, mended, limit, use);
      if ('used' in next && use.isWhole(next.used)) return next.used;
    }
    if ('used' in first) return first.used;
    throw asRefusal(first.cause);
  });
}

/** What comes of a file, or why nothing does. Throws Unprocessable `page-too-large` once the limit is passed. */
async function attempt<T>(
  library: LoadedPdfjs,
  bytes: Uint8Array,
  limit: MemoryLimit,
  { read }: Use<T>,
): Promise<{ readonly used: T } | { readonly cause: unknown }> {
  try {
    return { used: await lend(library, bytes, limit, read) };
  } catch (cause) {
    if (limit.passed) throw tooLarge();
    return { cause };
  }
}

async function lend<T>(
  { pdfjs, cMapUrl, standardFontDataUrl }: LoadedPdfjs,
  bytes: Uint8Array,
  limit: MemoryLimit,
  read: Use<T>['read'],
): Promise<T> {
  const task = pdfjs.getDocument({
    // The library takes its bytes away, and takes no Buffer.
    data: new Uint8Array(bytes),
    cMapUrl,
    standardFontDataUrl,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    enableXfa: false,
    useWasm: false,
    useSystemFonts: false,
    useWorkerFetch: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
  });
  try {
    const used = await read(await task.promise, limit);
    if (limit.passed) throw tooLarge();
    return used;
  } finally {
    await task.destroy();
  }
}

const tooLarge = (): Unprocessable =>
  new Unprocessable(
    'page-too-large',
    'The PDF unpacks to more than a parser may hold. Print its text to a new PDF, or send it as plain text.',
  );

const isBroken = (cause: unknown): boolean =>
  cause instanceof Error && ['InvalidPDFException', 'FormatError', 'UnknownErrorException', 'ResponseException'].includes(cause.name);

/** What the library says of a file that it cannot open, by the name of its error. */
function asRefusal(cause: unknown): unknown {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'PasswordException') {
    return new Unprocessable('password-protected', 'The PDF opens with a password only. Remove the password and send it again.', { cause });
  }
  if (!isBroken(cause)) return cause;
  return new Unprocessable('broken-file', 'The PDF is damaged beyond repair. Open it in a viewer, print it to a new PDF and send that.', {
    cause,
  });
}
