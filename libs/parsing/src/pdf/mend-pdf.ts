/** Bytes before a word of an object in which its number stands. */
const HEAD = 2_048;
/** More pages are not read of one file. */
const MOST_PAGES = 1_000;

/**
 * What a file that nobody can open may be made to: one whose end is missing has no word of where its pages hang. If their root is there and
 * not packed, it can be given one; if that is lost, the pages that are not packed hang on a new one, in the order of the file. Linear.
 */
export function* mendings(bytes: Uint8Array): Generator<Uint8Array> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const catalog = /\/Type\s{0,4}\/Catalog\b/.exec(text)?.index;
  const root = catalog === undefined ? null : objectAround(text, catalog);
  if (root) yield appended(bytes, '', root);
  const pages: string[] = [];
  for (const { index } of text.matchAll(/\/Type\s{0,4}\/Page\b(?!s)/g)) {
    const page = objectAround(text, index);
    if (page && pages.length < MOST_PAGES) pages.push(page);
  }
  if (pages.length === 0) return;
  const [tree, newRoot] = [NEW_OBJECT, NEW_OBJECT + 1];
  const objects = [
    `${tree} 0 obj\n<< /Type /Pages /Count ${pages.length} /Kids [${[...new Set(pages)].map((page) => `${page} R`).join(' ')}] >>\nendobj`,
    `${newRoot} 0 obj\n<< /Type /Catalog /Pages ${tree} 0 R >>\nendobj`,
  ];
  yield appended(bytes, objects.join('\n'), `${newRoot} 0`);
}

/** No file counts so far, and readers still take it for a number of an object. */
const NEW_OBJECT = 8_000_000;

/** Number and generation of the object whose dictionary holds this place; null when its head is not near. */
function objectAround(text: string, at: number): string | null {
  const head = [...text.slice(Math.max(0, at - HEAD), at).matchAll(/\b([0-9]{1,10}) ([0-9]{1,5}) obj\b/g)].at(-1);
  return head ? `${head[1]} ${head[2]}` : null;
}

const appended = (bytes: Uint8Array, objects: string, root: string): Uint8Array =>
  Buffer.concat([bytes, Buffer.from(`\n${objects}\ntrailer\n<< /Root ${root} R >>\nstartxref\n0\n%%EOF\n`)]);
