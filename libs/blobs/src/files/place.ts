import { checkBlobName } from '../blob-name.js';
import { BODY_ENDING } from '../codec.js';

/** Where one blob lies: two folders by the first two bytes of its name, the packed body and its descriptions. */
export interface Place {
  readonly folders: readonly [string, string];
  readonly body: string;
  readonly descriptions: string;
}

/** Throws for anything that is no blob name. */
export function placeOf(sha256: string): Place {
  checkBlobName(sha256);
  return { folders: [sha256.slice(0, 2), sha256.slice(2, 4)], body: sha256 + BODY_ENDING, descriptions: `${sha256}.json` };
}
