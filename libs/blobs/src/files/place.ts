/** Where one blob lies: two folders by the first two bytes of its name, the packed body and its descriptions. */
export interface Place {
  readonly folders: readonly [string, string];
  readonly body: string;
  readonly descriptions: string;
}

export const BODY_ENDING = '.zst';

/** Throws for anything but 64 lower-case hex digits, so that no name can climb out of the folder. */
export function placeOf(sha256: string): Place {
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw new TypeError(`"${sha256.slice(0, 80)}" is no blob name; a name is the SHA-256 of the body in 64 lower-case hex digits.`);
  }
  return { folders: [sha256.slice(0, 2), sha256.slice(2, 4)], body: sha256 + BODY_ENDING, descriptions: `${sha256}.json` };
}
