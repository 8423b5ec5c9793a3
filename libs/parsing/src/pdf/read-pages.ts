import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Unprocessable } from '#domain';
import { type Bookmark, readBookmarks } from './bookmarks.js';
import type { MemoryLimit } from './memory-limit.js';
import { type MarkedPlace, rolesOf } from './structure-roles.js';
import { type Marks, placeRun, type Run, type TextItem, type View } from './runs.js';

/** Pages beyond this many are not read: reason `cut-pages`. */
const MOST_PAGES = 1_000;
/** A file that says it has more pages is refused: to find the next of them takes the longer the more there are. */
const MOST_NAMED_PAGES = 20_000;
/** Text beyond this many UTF-16 units is not read: reason `cut-text`. */
const MOST_CHARACTERS = 4_000_000;
/** Text beyond so many pieces on one page, or so many deliveries of the library, is not read: reason `cut-text`. */
const MOST_RUNS = 30_000;
const MOST_DELIVERIES = 2_000;

/** What stands on the pages, in the order in which the file draws it. */
export interface DrawnPages {
  /** The runs of each page; null for a page that cannot be read at all. */
  readonly pages: readonly (readonly Run[] | null)[];
  /** How many pages the file says it has. */
  readonly count: number;
  /** What the file calls its pages, such as `iii`; empty when it does not say. */
  readonly labels: readonly string[];
  readonly bookmarks: readonly Bookmark[];
  readonly reasons: readonly string[];
}

/** Reads the pages one after the other. A broken page costs itself only; what lies beyond the limits is left out, with the reason. Throws Unprocessable `page-too-large`. */
export async function readPages(document: PDFDocumentProxy, limit: MemoryLimit): Promise<DrawnPages> {
  const pages: (readonly Run[] | null)[] = [];
  const reasons: string[] = [];
  let room = MOST_CHARACTERS;
  if (document.numPages > MOST_NAMED_PAGES) {
    throw new Unprocessable('page-too-large', `The PDF has more than ${MOST_NAMED_PAGES} pages. Split it into smaller files.`);
  }
  if (document.numPages > MOST_PAGES) reasons.push('cut-pages');
  const isTagged = await hasStructure(document);
  for (let number = 1; number <= Math.min(document.numPages, MOST_PAGES) && room > 0 && !limit.passed; number += 1) {
    const drawn = await readOne(document, number, room, isTagged);
    pages.push(drawn?.runs ?? null);
    if (!drawn) reasons.push('broken-page');
    if (drawn?.isCut) reasons.push('cut-text');
    room -= drawn?.size ?? 0;
    if (limit.isHalfSpent) {
      await document.cleanup();
      limit.renew();
    }
  }
  const labels = await document.getPageLabels().catch(() => null);
  return {
    pages,
    count: document.numPages,
    labels: labels ?? [],
    bookmarks: await readBookmarks(document),
    reasons: [...new Set(reasons)],
  };
}

/** Whether the producer says that its marks tell the structure, and knows of no doubt. The library gives a map, whatever its types say. */
async function hasStructure(document: PDFDocumentProxy): Promise<boolean> {
  const said = (await document.getMarkInfo().catch(() => null)) as { readonly get?: (name: string) => unknown } | null;
  return said?.get?.('Marked') === true && said.get('Suspects') !== true;
}

interface DrawnPage {
  readonly runs: readonly Run[];
  readonly size: number;
  readonly isCut: boolean;
}

async function readOne(document: PDFDocumentProxy, number: number, room: number, isTagged: boolean): Promise<DrawnPage | null> {
  try {
    const page = await document.getPage(number);
    const drawn = await readRuns(page, room, isTagged);
    page.cleanup();
    return drawn;
  } catch {
    return null;
  }
}

/** Takes the text as it comes, so that a page which repeats itself without end is left in time. */
async function readRuns(page: PDFPageProxy, room: number, isTagged: boolean): Promise<DrawnPage> {
  const runs: Run[] = [];
  const view: View = { transform: page.getViewport({ scale: 1 }).transform, vertical: new Set() };
  const marks = new MarkedContent(isTagged ? await rolesOf(page) : new Map());
  let size = 0;
  let deliveries = 0;
  const reader = page.streamTextContent({ includeMarkedContent: true, disableNormalization: true }).getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    for (const [font, style] of Object.entries<{ vertical?: boolean }>(chunk.value.styles)) if (style.vertical) view.vertical.add(font);
    for (const item of chunk.value.items as (TextItem | Mark)[]) {
      if ('type' in item) marks.see(item);
      else if (item.str.trim() !== '') {
        size += item.str.length;
        runs.push(placeRun(item, view, marks.here));
      }
    }
    deliveries += 1;
    if (size > room || runs.length > MOST_RUNS || deliveries > MOST_DELIVERIES) {
      await reader.cancel(new Error('The page has more text than is read.'));
      return { runs, size, isCut: true };
    }
  }
  return { runs, size, isCut: false };
}

interface Mark {
  readonly type: string;
  readonly tag?: string;
  readonly id?: string;
}

const unmarked: Marks = { artifact: false, role: null, block: 0 };

/** Follows the marks in a page's text; producers mark running headers and page numbers as artifacts, and name what stands in the structure. */
class MarkedContent {
  private readonly open: Marks[] = [];

  constructor(private readonly places: ReadonlyMap<string, MarkedPlace>) {}

  get here(): Marks {
    return this.open.at(-1) ?? unmarked;
  }

  see({ type, tag, id }: Mark): void {
    if (type === 'endMarkedContent') this.open.pop();
    else this.open.push({ ...this.here, ...(this.places.get(id ?? '') ?? {}), artifact: tag === 'Artifact' || this.here.artifact });
  }
}
