import { Unprocessable } from '#domain';

/** Every way in which an archive is refused, with a fixed code and one sentence that names trouble and remedy. */
export const brokenZip = (cause?: unknown): Unprocessable =>
  new Unprocessable('broken-zip', 'The packed file is cut off or damaged. Download it again and send the whole file.', { cause });

export const zipTooLarge = (): Unprocessable =>
  new Unprocessable('zip-too-large', 'The packed file unpacks to more than is read of one capture. Send its text as smaller files.');

export const encryptedZip = (): Unprocessable =>
  new Unprocessable('encrypted-zip', 'The packed file is locked with a password. Send it without one.');

export const unsafeZip = (): Unprocessable =>
  new Unprocessable('unsafe-zip', 'The packed file has names twice or names that climb out of its folder. Pack it anew.');

export const unsupportedZip = (): Unprocessable =>
  new Unprocessable('unsupported-zip', 'The packed file is split or packed in an unusual way. Pack it anew as one ordinary ZIP.');
