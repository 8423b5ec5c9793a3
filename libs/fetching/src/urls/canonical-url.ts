import { BadUrl } from './bad-url.js';
import { quoted, webUrl } from './web-url.js';

/** A document's key is unique in the database, and an index entry there ends at 2,700 bytes. */
const LONGEST = 2_000;

/** Parameters that tell where a reader came from and never what the page is. */
const tracking = new Set(
  [
    ['gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', '_ga', '_gl'],
    ['fbclid', 'igshid', 'twclid', 'ttclid', 'msclkid', 'yclid', 'bd_vid'],
    ['mc_cid', 'mc_eid', '_hsenc', '_hsmi', 'spm'],
    ['hmsr', 'hmpl', 'hmcu', 'hmkw', 'hmci'],
  ].flat(),
);

/**
 * The one form of an address by which a document is known: WHATWG form, host in lower case and ASCII (punycode) without a final dot, no default
 * port, no fragment, no tracking parameters (utm_… and the like). Case of the path and order of the query stay. Repeating changes nothing.
 * Throws BadUrl, which names the field `url` and the remedy.
 */
export function canonicalUrl(text: string): string {
  const url = webUrl(text, 'url');
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  url.hash = '';
  url.search = withoutTracking(url.search);
  if (url.href.length > LONGEST) {
    throw new BadUrl('url', `${quoted(url.href)} is longer than ${LONGEST} characters; push the page under a shorter address.`);
  }
  return url.href;
}

/** Works on the text, since reading the parameters and writing them again would change how the others are escaped. */
function withoutTracking(search: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((parameter) => !isTracking(parameter.split('=', 1).join('').toLowerCase()))
    .join('&');
  return kept && `?${kept}`;
}

const isTracking = (name: string): boolean => name.startsWith('utm_') || tracking.has(name);
