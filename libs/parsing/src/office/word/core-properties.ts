import { asUtf8 } from '../packed/packed-parts.js';
import { decodeEntities } from '../xml/entities.js';
import { scanXml } from '../xml/scan-xml.js';

/** What the file says about itself, by the names of the page result's metadata. */
const fields: Readonly<Record<string, string>> = {
  ...{ creator: 'author', lastModifiedBy: 'lastModifiedBy', created: 'created', modified: 'modified', title: 'documentTitle' },
  ...{ subject: 'subject', keywords: 'keywords', description: 'description' },
};
const LONGEST = 1_000;

/** Reads `core.xml`. Empty fields and moments that are none are left out. Throws what `scanXml` throws. */
export function readCoreProperties(source: Uint8Array): Record<string, string> {
  const bytes = asUtf8(source);
  const found: Record<string, string> = {};
  let field: string | undefined;
  scanXml(bytes, {
    open(name) {
      field = fields[name.slice(name.indexOf(':') + 1)];
      return undefined;
    },
    text(from, to) {
      if (field) found[field] = ((found[field] ?? '') + decodeEntities(bytes.toString('utf8', from, to))).slice(0, LONGEST);
    },
    close() {
      field = undefined;
    },
  });
  return Object.fromEntries(
    Object.entries(found)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(
        ([name, value]) => value !== '' && (!/^(?:created|modified)$/.test(name) || /^\d{4}-\d\d-\d\d(?:T[\d:.]{5,16}Z?)?$/.test(value)),
      ),
  );
}
