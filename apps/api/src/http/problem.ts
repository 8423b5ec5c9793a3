/** What is wrong with one field of a request, and what to do about it. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
  readonly remedy: string;
}

/** An RFC 9457 problem as it is sent, but for `type` and `instance`, which the sender adds. */
export interface Problem {
  readonly status: number;
  /** Stable kebab-case word; `type` is made of it. */
  readonly code: string;
  readonly title: string;
  /** Says what is wrong and what to do about it, in one or two sentences. */
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  /** For a wrong query: offset in `q`, in UTF-16 units, and how to write it. */
  readonly position?: number;
  readonly hint?: string;
  readonly retryAfterSeconds?: number;
  /** For several files of which none was accepted: what is wrong with each. */
  readonly documents?: readonly object[];
  /** Name of the uploaded file that is too large; not sent, for `detail` has it. */
  readonly fileName?: string;
}

/** Thrown by HTTP code to answer with a problem. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.detail, options);
  }
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** The body of a problem response. `instance` is the path that was asked for. */
export function problemBody({ code, retryAfterSeconds, fileName: _, ...problem }: Problem, instance: string) {
  return { type: `urn:rostra:problem:${code}`, ...problem, instance, errors: problem.errors ?? [] };
}

export const notFound = (what: string, remedy: string): Refusal =>
  new Refusal({ status: 404, code: 'not-found', title: 'Not found', detail: `${what} ${remedy}`.trim() });

export const gone = (detail: string): Refusal => new Refusal({ status: 410, code: 'withdrawn', title: 'Withdrawn', detail });

export const badRequest = (code: string, detail: string, errors: readonly FieldProblem[] = []): Refusal =>
  new Refusal({ status: 400, code, title: 'The request is not as it should be', detail, errors });

export const forbidden = (detail: string): Refusal => new Refusal({ status: 403, code: 'forbidden', title: 'Not allowed', detail });

export const wrongType = (contentType: string, accepted: readonly string[]): Refusal =>
  new Refusal({
    status: 415,
    code: 'wrong-content-type',
    title: 'This content type is not accepted here',
    detail: `The body came as ${contentType === '' ? 'nothing in particular' : contentType}; send it as ${accepted.join(' or ')}.`,
    errors: [{ field: 'Content-Type', message: `not accepted: ${contentType}`, remedy: `Use ${accepted.join(' or ')}.` }],
  });

export const tooLarge = (maxBytes: number, field = 'body'): Refusal =>
  new Refusal({
    status: 413,
    code: 'too-large',
    title: 'The body is too large',
    detail: `A body may have ${maxBytes} bytes at most here. Send a smaller one, or start the server with a larger MAX_BODY_BYTES.`,
    errors: [{ field, message: `larger than ${maxBytes} bytes`, remedy: 'Send less, or raise the setting MAX_BODY_BYTES.' }],
  });

/** One file of a form has more bytes than one may have. */
export const fileTooLarge = (maxBytes: number, field: string, fileName: string): Refusal =>
  formTooLarge('too-large', field, fileName, `${fileName} has more than ${maxBytes} bytes, the most that one file may have here.`);

/** Each file of a form is small enough, and all are too large together; the named one is the first that has no room. */
export const filesTooLarge = (maxBytes: number, field: string, fileName: string): Refusal =>
  formTooLarge(
    'too-large-together',
    field,
    fileName,
    `The files of one form may have ${maxBytes} bytes together here; with ${fileName} they have more. Send it and those behind it with another request.`,
  );

function formTooLarge(code: string, field: string, fileName: string, sentence: string): Refusal {
  const remedy = 'Send less, or start the server with a larger MAX_BODY_BYTES.';
  const errors = [{ field, message: sentence, remedy }];
  return new Refusal({ status: 413, code, title: 'The files are too large', detail: `${sentence} ${remedy}`, errors, fileName });
}
