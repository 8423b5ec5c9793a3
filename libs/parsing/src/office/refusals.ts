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

export const emptyDocx = (): Unprocessable =>
  new Unprocessable('empty-body', 'The office file holds no text. Send the file with its text, not a scan or an empty form.');
