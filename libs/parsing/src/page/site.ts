import { siteOfUrl } from '#domain';

/** The site to report: what the page's furniture says, else the host it came from, else the name the page gives itself. */
export function siteOf(said: string | null, named: string | null, url: string | null): string | null {
  if (said?.includes('.')) return said;
  return siteOfUrl(url) || said || named;
}
