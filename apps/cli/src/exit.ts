/** How the command ends, in the numbers of sysexits.h where it has one. */
export const EXIT = {
  done: 0,
  /** Some of the inputs did not arrive, or a check found a fault. */
  incomplete: 1,
  usage: 64,
  /** The server understood and refused, such as a query with a wrong bracket. */
  refused: 65,
  noInput: 66,
  unavailable: 69,
  /** What was found cannot be written, as on a full disk. */
  unwritten: 74,
  /** Another process has the archive in its hands; the same command works once that has ended. */
  busy: 75,
  /** A setting has to be corrected. */
  config: 78,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with one sentence for a person and an exit code for a script. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
