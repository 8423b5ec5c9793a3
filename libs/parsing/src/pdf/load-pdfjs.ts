import { createRequire } from 'node:module';

const WORKER: string = 'pdfjs-dist/legacy/build/pdf.worker.mjs';

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

/** The library and the folders with what it needs to know of fonts that a file names and does not hold. */
export interface LoadedPdfjs {
  readonly pdfjs: Pdfjs;
  readonly cMapUrl: string;
  readonly standardFontDataUrl: string;
}

let loaded: Promise<LoadedPdfjs> | null = null;

/**
 * The PDF library, loaded when the first PDF comes: a process that never sees one pays neither its start nor its memory. It runs in the
 * thread that calls it, since pages are parsed in threads already. Its character maps and fonts are files of the same package, which it
 * reads by itself: part of the program like its code, so that results still depend on bytes and hints alone.
 */
export const loadPdfjs = (): Promise<LoadedPdfjs> => (loaded ??= load());

async function load(): Promise<LoadedPdfjs> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // Loaded here, where it may change globals for older engines, and not while `withMemoryLimit` has its own in place. It has no types.
  await import(WORKER);
  const root = createRequire(import.meta.url)
    .resolve('pdfjs-dist/package.json')
    .replace(/package\.json$/, '');
  return { pdfjs, cMapUrl: `${root}cmaps/`, standardFontDataUrl: `${root}standard_fonts/` };
}
