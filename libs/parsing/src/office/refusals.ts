import { Unprocessable } from '#domain';

/** Why an office file is refused, beside what its ZIP is refused for. */
export const unsafeXml = (): Unprocessable =>
  new Unprocessable(
    'unsafe-xml',
    'The office file declares entities of its own, which no office program does. Save it anew and send that.',
  );

export const nestedTooDeep = (): Unprocessable =>
  new Unprocessable('nested-too-deep', 'The office file is nested deeper than any document. Save its text as a new file and send that.');

export const tooManyParagraphs = (): Unprocessable =>
  new Unprocessable(
    'page-too-large',
    'The office file has more paragraphs or pieces of text than are read of one capture. Send it in several files.',
  );

export const brokenDocx = (): Unprocessable =>
  new Unprocessable('broken-docx', 'The office file lacks its document. Open it in an office program, save it anew and send that.');

export const otherOffice = (): Unprocessable =>
  new Unprocessable('unsupported-format', 'Spreadsheets and slides are not read yet. Send the text as DOCX, HTML or plain text.');

export const brokenOffice = (): Unprocessable =>
  new Unprocessable('broken-office', 'The Word file is damaged. Open it in Word or WPS, save it as DOCX and send that.');

export const lockedOffice = (): Unprocessable =>
  new Unprocessable('encrypted-office', 'The office file is locked with a password. Save it without one and send that.');

export const oldWord = (): Unprocessable =>
  new Unprocessable('old-word', 'The file is of Word 95 or older. Open it in Word, WPS or LibreOffice, save it as DOCX and send that.');

export const emptyOffice = (): Unprocessable =>
  new Unprocessable('empty-body', 'The office file holds no text. Send the file with its text, not a scan or an empty form.');
