import { frame, int32, readyForQuery } from './frames.js';

export type Startup =
  | { readonly kind: 'refuse-encryption' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'session'; readonly searchPath: string }
  | { readonly kind: 'unknown' };

const PROTOCOL_3 = 3;
const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;

/** What every client may expect when it asked for nothing else. */
export const DEFAULT_SEARCH_PATH = '"$user", public';

/** Reads the first message of a connection. */
export function readStartup(bytes: Buffer): Startup {
  const version = bytes.readInt32BE(4);
  if (version === SSL_REQUEST || version === GSS_REQUEST) return { kind: 'refuse-encryption' };
  if (version === CANCEL_REQUEST) return { kind: 'cancel' };
  if (version >> 16 !== PROTOCOL_3) return { kind: 'unknown' };
  return { kind: 'session', searchPath: searchPathIn(parameters(bytes).get('options') ?? '') };
}

function parameters(bytes: Buffer): Map<string, string> {
  const words = bytes.subarray(8).toString('utf8').split('\0');
  const found = new Map<string, string>();
  for (let at = 0; at + 1 < words.length && words[at]; at += 2) found.set(words[at] ?? '', words[at + 1] ?? '');
  return found;
}

/** Finds `-c search_path=…` among start-up options; a backslash there escapes the next character, a bare space ends the value. */
export function searchPathIn(options: string): string {
  const value = /(?:-c\s*|--)search_path=((?:\\.|[^\s\\])+)/.exec(options)?.[1];
  return value ? value.replace(/\\(.)/g, '$1') : DEFAULT_SEARCH_PATH;
}

/** Greets a client that needs no password: whoever can open the socket is the owner of its private folder. */
export function greeting(serverVersion: string, clientNumber: number): Buffer {
  const settings = {
    server_version: serverVersion,
    server_encoding: 'UTF8',
    client_encoding: 'UTF8',
    DateStyle: 'ISO, MDY',
    TimeZone: 'UTC',
    integer_datetimes: 'on',
    standard_conforming_strings: 'on',
  };
  return Buffer.concat([
    frame('R', int32(0)),
    ...Object.entries(settings).map(([name, value]) => frame('S', name, value)),
    frame('K', int32(clientNumber), int32(0)),
    readyForQuery(),
  ]);
}
