/** Base address out of what a person types: `127.0.0.1:3000` and `http://host/prefix/` alike; null when it is no HTTP address. */
export function serverAddress(given: string): string | null {
  const url = URL.parse(/^[a-z][a-z+.-]*:\/\//i.test(given) ? given : `http://${given}`);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
  return url.origin + url.pathname.replace(/\/+$/, '');
}
