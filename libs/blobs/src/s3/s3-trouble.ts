import { TryLater } from '#domain';

/** The server is away or asks for patience. */
const AGAIN_MS = 5_000;
/** Somebody has to change a setting, a right or a clock first. */
const AFTER_REPAIR_MS = 30_000;

const KEYS = 'Check BLOBS_ACCESS_KEY and BLOBS_SECRET_KEY, or the keys in BLOBS_URL';

/** What an S3 server says when settings, not the work, have to change first. */
const repairs: Readonly<Record<string, string>> = {
  NoSuchBucket:
    'the bucket does not exist. Create it (aws s3 mb s3://NAME, or your server’s own command), or correct the bucket in BLOBS_URL',
  InvalidBucketName: 'the server takes no bucket of this name. Correct the bucket in BLOBS_URL',
  InvalidAccessKeyId: `the server does not know the access key. ${KEYS}`,
  XAdminUserNotFound: `the server does not know the access key. ${KEYS}`,
  SignatureDoesNotMatch: `the secret key is wrong. ${KEYS}`,
  ExpiredToken: `the keys have expired. ${KEYS}`,
  InvalidToken: `the session token is not valid. ${KEYS}`,
  CredentialsProviderError: 'there are no keys. Set BLOBS_ACCESS_KEY and BLOBS_SECRET_KEY',
  AccessDenied:
    'access is denied. Allow these keys s3:ListBucket on the bucket of BLOBS_URL and s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on what is in it',
  RequestTimeTooSkewed: 'the clocks of this machine and of the server differ too much. Set the clock of this machine (NTP)',
  RequestExpired: 'the clocks of this machine and of the server differ too much. Set the clock of this machine (NTP)',
};

const WRONG_REGION = new Set([
  'AuthorizationHeaderMalformed',
  'PermanentRedirect',
  'TemporaryRedirect',
  'IllegalLocationConstraintException',
]);
const PATIENCE = new Set(['SlowDown', 'RequestTimeout', 'OperationAborted', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded']);
/** The server counted other bytes than were sent. */
const CHANGED_ON_THE_WAY = new Set(['BadDigest', 'InvalidDigest', 'IncompleteBody', 'XAmzContentSHA256Mismatch']);

/** An answer that no S3 server gives. */
export class NoS3Answer extends Error {
  override readonly name = 'NoS3Answer';
}

/** An answer that began well and did not end. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

/** Others write and delete the same object faster than one can look. */
export class Contended extends Error {
  override readonly name = 'Contended';
}

interface Trouble {
  /** `away` passes by itself, `repair` needs somebody. */
  readonly kind: 'away' | 'repair';
  readonly what: string;
}

/** The server refused a request for the time that it was signed with. */
const MISTIMED = new Set(['RequestTimeTooSkewed', 'RequestExpired']);

/**
 * A refusal teaches the SDK how far the clocks are apart, and when they are it asks again by itself; when our clock was set right meanwhile it does not,
 * though it has learned that as well. Nothing was done by then, so the request is given once more.
 */
async function inTime<Result>(request: () => Promise<Result>): Promise<Result> {
  try {
    return await request();
  } catch (error) {
    if (!MISTIMED.has(textOf(error, 'name'))) throw error;
    return request();
  }
}

/** Runs a request, which may be given twice; trouble with the server or its settings becomes TryLater with a sentence that names the setting, so the work waits for it. */
export async function onS3<Result>(address: string, request: () => Promise<Result>): Promise<Result> {
  try {
    return await inTime(request);
  } catch (error) {
    const trouble = troubleOf(error);
    if (!trouble) throw error;
    const delayMs = trouble.kind === 'away' ? AGAIN_MS : AFTER_REPAIR_MS;
    throw new TryLater(delayMs, sentence(address, trouble), { cause: error });
  }
}

/** Like `onS3`, for opening: what somebody has to repair, and what nobody foresaw, rejects with an Error that is no TryLater. */
export async function whileOpening<Result>(address: string, request: () => Promise<Result>): Promise<Result> {
  try {
    return await request();
  } catch (error) {
    const trouble = troubleOf(error) ?? { kind: 'repair', what: `the server refused with “${messageOf(error)}”. Check BLOBS_URL` };
    if (trouble.kind === 'away') throw new TryLater(AGAIN_MS, sentence(address, trouble), { cause: error });
    throw new Error(sentence(address, trouble), { cause: error });
  }
}

/** Whether a refusal is about the request itself, neither trouble that passes nor a setting that somebody has to repair. */
export const isUnforeseen = (error: unknown): boolean => troubleOf(error) === null;

const sentence = (address: string, { what }: Trouble): string => `Captures cannot be kept in ${address}: ${what}.`;

function troubleOf(error: unknown): Trouble | null {
  if (error instanceof NoS3Answer) return noS3();
  if (error instanceof BrokenOff) return away('the answer broke off');
  if (error instanceof Contended) return contended('Contended');
  const name = textOf(error, 'name');
  const status = statusOf(error);
  const repair = repairs[name] ?? null;
  if (repair) return { kind: 'repair', what: `${repair} (${name})` };
  if (WRONG_REGION.has(name)) return wrongRegion(error);
  if (messageOf(error) === 'Region is missing') return { kind: 'repair', what: 'its region is not known. Set BLOBS_REGION' };
  if (CHANGED_ON_THE_WAY.has(name))
    return {
      kind: 'away',
      what: `the bytes arrived changed. They are sent again; look at what stands between here and BLOBS_URL (${name})`,
    };
  if (status === 409) return contended(name);
  if (PATIENCE.has(name) || status === 429 || status >= 500) return patience(error, status);
  if (status === 401 || status === 403) return answered(error) ? { kind: 'repair', what: `${repairs.AccessDenied} (${name})` } : noS3();
  if (status > 0) return answered(error) ? null : noS3();
  return withoutAnswer(codeOf(error), messageOf(error));
}

const contended = (name: string): Trouble => ({
  kind: 'away',
  what: `somebody else changes the same object at this moment. It is tried again (${name})`,
});

const noS3 = (): Trouble => ({
  kind: 'repair',
  what: 'what answers there is no S3 server. Correct host and port in BLOBS_URL, or the proxy in between',
});

function wrongRegion(error: unknown): Trouble {
  const region = textOf(error, 'Region');
  return {
    kind: 'repair',
    what: `the bucket is in another region. Set BLOBS_REGION${region === '' ? ' to that of the bucket' : `=${region}`} (${textOf(error, 'name')})`,
  };
}

function patience(error: unknown, status: number): Trouble {
  const reason = answered(error) ? `${textOf(error, 'name')}, ${status}` : `${status}`;
  const remedy =
    status === 507
      ? 'its storage is full. Free space there, or point BLOBS_URL at another'
      : 'it is tried again. If it stays so, look at the server of BLOBS_URL';
  return { kind: 'away', what: `the server asks for patience; ${remedy} (${reason})` };
}

/** The request got no answer at all: no way there, no time, no trust. */
function withoutAnswer(code: string, message: string): Trouble | null {
  if (/certificate/i.test(message))
    return {
      kind: 'repair',
      what: `its certificate is not trusted. Set BLOBS_CA to the file of the certificate (PEM) that signed it (${message})`,
    };
  if (code === 'EPROTO')
    return { kind: 'repair', what: 'it does not speak TLS. Write http:// in BLOBS_URL, or the port that speaks TLS (EPROTO)' };
  return code === '' || code.startsWith('ERR_') ? null : away(code);
}

const away = (reason: string): Trouble => ({
  kind: 'away',
  what: `the server cannot be reached. Start it, or correct BLOBS_URL (${reason})`,
});

/** The system's word for a failure; the SDK keeps only the message of what it takes for no Error. */
const codeOf = (error: unknown): string => textOf(error, 'code') || (/\bE[A-Z]{3,}\b/.exec(messageOf(error))?.[0] ?? '');

/** Whether it was S3 that spoke; a page for people of a proxy has no code. */
const answered = (error: unknown): boolean => textOf(error, 'Code') !== '';

/** 0 without an answer. */
export function statusOf(error: unknown): number {
  const metadata = fieldOf(error, '$metadata');
  const status = fieldOf(metadata, 'httpStatusCode') ?? fieldOf(fieldOf(error, '$response'), 'statusCode');
  return typeof status === 'number' ? status : 0;
}

function textOf(error: unknown, field: string): string {
  const value = fieldOf(error, field);
  return typeof value === 'string' ? value : '';
}

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[field] : undefined;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
