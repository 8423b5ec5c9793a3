/** The site to report: what the page's furniture says, else the host it came from, else the name the page gives itself. */
export function siteOf(said: string | null, named: string | null, url: string | null): string | null {
  const host = url !== null && URL.canParse(url) ? new URL(url).hostname.replace(/^(?:www|m|wap|mip)\./, '') : '';
  if (said?.includes('.')) return said;
  return host || said || named;
}
