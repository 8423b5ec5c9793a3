export type QueryParameters = Record<string, string | string[]>;

/**
 * Reads a query string the way forms write it. A parameter without a value counts as absent; one given several times is a list.
 * Never throws: bytes that are not UTF-8 arrive as U+FFFD, which the schemas refuse by name.
 */
export function parseQueryString(text: string): QueryParameters {
  const parameters: QueryParameters = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    if (value === '') continue;
    const earlier = parameters[name];
    parameters[name] = earlier === undefined ? value : [...(Array.isArray(earlier) ? earlier : [earlier]), value];
  }
  return parameters;
}
