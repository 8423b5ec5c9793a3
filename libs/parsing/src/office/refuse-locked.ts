import { Unprocessable } from '#domain';

const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];
/** The stream in which office programs keep a document that is locked with a password. */
const LOCKED = Buffer.from('EncryptedPackage', 'utf16le');

/** Throws Unprocessable `encrypted-office` for a document behind a password: from outside it looks like a file of old office programs. */
export function refuseLocked(bytes: Uint8Array): void {
  if (!OLD_OFFICE.every((byte, at) => bytes[at] === byte)) return;
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(LOCKED)) return;
  throw new Unprocessable('encrypted-office', 'The office file is locked with a password. Save it without one and send that.');
}
