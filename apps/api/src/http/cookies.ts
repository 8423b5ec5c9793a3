/** The value of a cookie, or null when the browser sent none of this name. */
export function cookieNamed(name: string, header: string | null | undefined): string | null {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}
