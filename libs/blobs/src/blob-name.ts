/** Throws for anything but 64 lower-case hex digits, so that no name can climb out of its folder or prefix. */
export function checkBlobName(sha256: string): void {
  if (isBlobName(sha256)) return;
  throw new TypeError(`"${sha256.slice(0, 80)}" is no blob name; a name is the SHA-256 of the body in 64 lower-case hex digits.`);
}

export const isBlobName = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
