import type { FastifyRequest } from 'fastify';
import '@fastify/multipart';
import { badRequest, filesTooLarge, fileTooLarge, Refusal } from './problem.js';

export interface UploadedFile {
  readonly field: string;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly body: Buffer;
}

export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly UploadedFile[];
}

/** Most files of one request; together they may have this many times the limit of one. */
const MAX_FILES = 50;
const TOGETHER = 4;

/** Most bytes of a form, its fields and part headers left aside. */
export const formLimit = (maxBodyBytes: number): number => maxBodyBytes * TOGETHER;

/**
 * Reads a multipart form into memory. Throws refusals for a form that is broken or breaks off (400) and for one that is too large (413);
 * what is left of it is then read and dropped, so that the client hears the answer.
 */
export async function readForm(request: FastifyRequest, maxBodyBytes: number): Promise<Form> {
  try {
    return await collect(request, maxBodyBytes);
  } catch (error) {
    request.raw.unpipe();
    request.raw.resume();
    throw error instanceof Refusal ? error : formRefusal(error);
  }
}

async function collect(request: FastifyRequest, maxBodyBytes: number): Promise<Form> {
  const fields = new Map<string, string>();
  const files: UploadedFile[] = [];
  let room = formLimit(maxBodyBytes);
  const limits = { fileSize: maxBodyBytes, files: MAX_FILES, fields: 50, fieldSize: 16_384, parts: MAX_FILES + 50 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      fields.set(part.fieldname, fieldText(part.fieldname, part.value, part.valueTruncated));
      continue;
    }
    const name = fileName(part.filename);
    const body = await part.toBuffer().catch((error: unknown) => {
      throw codeOf(error) === 'FST_REQ_FILE_TOO_LARGE' ? fileTooLarge(maxBodyBytes, part.fieldname, name ?? part.fieldname) : error;
    });
    room -= body.byteLength;
    if (room < 0) throw filesTooLarge(formLimit(maxBodyBytes), part.fieldname, name ?? part.fieldname);
    files.push({ field: part.fieldname, fileName: name, contentType: part.mimetype || null, body });
  }
  return { fields, files };
}

function fieldText(name: string, value: unknown, truncated: boolean): string {
  if (typeof value !== 'string') throw badRequest('bad-form', `The field ${name} is not text. Send it without a content type of its own.`);
  if (truncated)
    throw badRequest('bad-form', `The field ${name} is longer than 16384 bytes. Send text and files as parts with a file name.`);
  return value;
}

/** Only the last step of a path, without control characters; browsers and curl send a name, others send what they like. */
function fileName(given: string | undefined): string | null {
  const name =
    (given ?? '')
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\p{Cc}/gu, '')
      .toWellFormed()
      .trim() ?? '';
  return name === '' ? null : name.slice(0, 255);
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);

function formRefusal(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = codeOf(error);
  if (code === 'FST_PARTS_LIMIT' || code === 'FST_FILES_LIMIT' || code === 'FST_FIELDS_LIMIT') {
    return new Refusal({
      status: 413,
      code: 'too-many-parts',
      title: 'Too many parts',
      detail: `A form may have ${MAX_FILES} files and 50 fields. Send the rest with another request.`,
    });
  }
  return badRequest(
    'bad-form',
    `The multipart form cannot be read: ${error.message}. Let your HTTP library write it, with its boundary in Content-Type.`,
  );
}
