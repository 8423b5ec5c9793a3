import { BadUrl } from './bad-url.js';

/** An address that is quoted in a sentence stays readable. */
export const quoted = (text: string): string => JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);

/**
 * Reads an address the way browsers do (WHATWG). `field` names it in errors; `base` completes relative ones.
 * Throws BadUrl for what is no address, has another scheme than http and https, carries credentials or an impossible host.
 */
export function webUrl(text: string, field: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    const why = url || !/^\s*https?:/i.test(text) ? 'does not begin with http:// or https://' : 'is no web address';
    throw new BadUrl(field, `${quoted(text)} ${why}; write the whole address, such as https://example.org/page.`);
  }
  if (url.username || url.password) {
    throw new BadUrl(field, `${quoted(withoutCredentials(url))} was given with a user name or password; remove the part before the @.`);
  }
  if (/^\.|\.\./.test(url.hostname)) throw new BadUrl(field, `${quoted(text)} has an empty part in its host name; remove the extra dot.`);
  return url;
}

/** A password must not reach logs and dead letters by way of the sentence that refuses it. */
function withoutCredentials(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
