import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Unprocessable } from '#domain';
import { type DecodeLimit, withDecodeLimit } from './decode-limit.js';
import { loadPdfjs } from './load-pdfjs.js';

/**
 * Opens a PDF and lends it to `use`; its memory is given back in any case. Broken tables are repaired where they can be, nothing in the file
 * is run. Throws Unprocessable `password-protected`, `broken-file` or `page-too-large`.
 */
export async function openPdf<T>(bytes: Uint8Array, use: (document: PDFDocumentProxy, limit: DecodeLimit) => Promise<T>): Promise<T> {
  const { pdfjs, cMapUrl, standardFontDataUrl } = await loadPdfjs();
  return withDecodeLimit(async (limit) => {
    const task = pdfjs.getDocument({
      // The library takes its bytes away.
      data: bytes.slice(),
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
    } catch (cause) {
      throw limit.passed ? tooLarge() : asRefusal(cause);
    } finally {
      await task.destroy();
    }
  });
}

const tooLarge = (): Unprocessable =>
  new Unprocessable(
    'page-too-large',
    'The PDF unpacks to more than a parser may hold. Print its text to a new PDF, or send it as plain text.',
  );

/** What the library says of a file that it cannot open, by the name of its error. */
function asRefusal(cause: unknown): unknown {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'PasswordException') {
    return new Unprocessable('password-protected', 'The PDF opens with a password only. Remove the password and send it again.', { cause });
  }
  if (!['InvalidPDFException', 'FormatError', 'UnknownErrorException', 'ResponseException'].includes(name)) return cause;
  return new Unprocessable('broken-file', 'The PDF is damaged beyond repair. Open it in a viewer, print it to a new PDF and send that.', {
    cause,
  });
}
