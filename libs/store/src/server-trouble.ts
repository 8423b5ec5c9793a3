import { TryLater } from '#domain';

const AGAIN_MS = 2_000;

/** The server is up or coming up, and says not yet: starting, stopping, no connection left. */
const NOT_YET = new Set(['57P01', '57P02', '57P03', '08000', '08001', '08003', '08006']);

/** What a person has to change, by SQLSTATE. */
const REMEDIES: Readonly<Record<string, string>> = {
  '28P01': 'it refuses user or password; correct them in the URL',
  '28000': 'it lets this user not in from here; correct the user in the URL, or pg_hba.conf on the server',
  '3D000': 'it has no such database; create it (createdb), or correct the name at the end of the URL',
  '42501': 'this user may not create tables there; make it the owner of the database, or grant it CREATE on the schema public',
  '25006': 'it is read-only, as a standby is; name the primary in the URL',
};

/** What passes by itself or by somebody's hand, whatever the statement, by SQLSTATE or its class. */
const BUSY: Readonly<Record<string, string>> = {
  '57014': 'was too slow (DATABASE_TIMEOUT_MS)',
  '55P03': 'holds a lock for too long',
  '40P01': 'met a deadlock',
  '40001': 'asks for another try',
  '53': 'has no more room; look at its disk and memory',
  '25006': 'is read-only, as a standby is; name the primary in the URL',
};

/** What the network says when nobody answers. */
const AWAY = /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)/;
/** What the driver says of a connection that broke, of one that was not made in time, of an answer that does not come, and of one that knows older tables. */
const CUT =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error)/;

/** Not possible to work with: a person has to change a setting or the server. */
export class UnfitDatabase extends Error {
  override readonly name = 'UnfitDatabase';

  constructor(what: string, options?: ErrorOptions) {
    super(`DATABASE_URL: ${what}.`, options);
  }
}

/** Errors of opening by consequence: what passes becomes TryLater, what needs a person UnfitDatabase; everything else stays as it is. */
export function openingTrouble(error: unknown): unknown {
  if (error instanceof UnfitDatabase || !(error instanceof Error)) return error;
  const remedy = REMEDIES[codeOf(error)];
  return remedy ? new UnfitDatabase(remedy, { cause: error }) : runningTrouble(error);
}

/**
 * Errors of statements by consequence: a server that is away, or that cannot serve now though nothing is wrong with the statement, becomes TryLater;
 * everything else stays as it is.
 */
export function runningTrouble(error: unknown): unknown {
  if (error instanceof TryLater || !(error instanceof Error)) return error;
  const code = codeOf(error);
  const busy = BUSY[code] ?? BUSY[code.slice(0, 2)];
  if (busy) return new TryLater(AGAIN_MS, `PostgreSQL (DATABASE_URL) ${busy}: ${error.message}`, { cause: error });
  if (!isAbsent(error)) return error;
  return new TryLater(AGAIN_MS, `PostgreSQL (DATABASE_URL) cannot be reached: ${error.message || code}`, { cause: error });
}

/** Whether nobody answers any more on the connection that the error came from. */
export function isAbsent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return NOT_YET.has(code) || AWAY.test(code) || CUT.test(error.message);
}

/** Whether the server has no more room for what is written; it may go on answering questions. */
export const isFull = (error: unknown): boolean => error instanceof Error && codeOf(error).startsWith('53');

/** The code of an error, or of the first inside: a name with several addresses fails once for each. */
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError && error.errors[0] instanceof Error ? codeOf(error.errors[0]) : '';
}
