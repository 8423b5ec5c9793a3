import { basename } from 'node:path';
import { counted } from '../ingest/arrival.js';
import { printable } from '../terminal/width.js';
import { contentTypeOf } from './content-type.js';

const MOST_NAMED = 3;

/** Files that speak of the folder they lie in, whatever their language or format: `README.zh.md`, `LICENSE.txt`. */
const ABOUT_THE_FOLDER = /^(?:readme|licen[cs]e|copying|changelog|contributing|contributors|code_of_conduct|robots)(?=[._-]|$)/i;

/** Whether the name of a file found in a folder is one of a format that the parser reads, and not one about the folder itself. */
export const mayHoldSpeeches = (path: string): boolean => contentTypeOf(path) !== null && !ABOUT_THE_FOLDER.test(basename(path));

/** `2 files of folders left out (index.json, README.md): …` */
export function leftOutNote(paths: readonly string[]): string {
  const named = paths.slice(0, MOST_NAMED).map((path) => printable(basename(path)));
  const names = [...named, ...(paths.length > MOST_NAMED ? ['…'] : [])].join(', ');
  return `rostra: left out ${counted(paths.length, 'file', 'files')} that may hold no speeches (${names}); --all takes everything`;
}
