import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Unprocessable } from '#domain';
import { type LoadedPdfjs, loadPdfjs } from './load-pdfjs.js';
import { mendings } from './mend-pdf.js';
import { type MemoryLimit, withMemoryLimit } from './memory-limit.js';

/**
 * Opens a PDF and lends it to `use`; its memory is given back in any case. Broken tables are repaired where they can be, nothing in the file
 * is run. Throws Unprocessable `password-protected`, `broken-file` or `page-too-large`.
 */
export async function openPdf<T>(bytes: Uint8Array, use: (document: PDFDocumentProxy, limit: MemoryLimit) => Promise<T>): Promise<T> {
  const library = await loadPdfjs();
  return withMemoryLimit(async (limit) => {
    try {
      return await lend(library, bytes, limit, use);
    } catch (cause) {
      if (limit.passed) throw tooLarge();
      if (!isBroken(cause)) throw asRefusal(cause);
      for (const mended of mendings(bytes)) {
        const used = await lend(library, mended, limit, use).then(
          (value) => ({ value }),
          () => null,
        );
        if (limit.passed) throw tooLarge();
        if (used) return used.value;
      }
      throw asRefusal(cause);
    }
  });
}

async function lend<T>(
  { pdfjs, cMapUrl, standardFontDataUrl }: LoadedPdfjs,
  bytes: Uint8Array,
  limit: MemoryLimit,
  use: (document: PDFDocumentProxy, limit: MemoryLimit) => Promise<T>,
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
    const used = await use(await task.promise, limit);
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
