import type { Archive, Config } from '#platform';
import { EXIT, type ExitCode, Failure, messageOf } from '../exit.js';

/** Reads settings; wrong ones end the command with a sentence that names each. */
export async function configOf(env?: Readonly<Record<string, string>>): Promise<Config> {
  const { BadConfig, loadConfig } = await import('#platform');
  try {
    return loadConfig(env);
  } catch (error) {
    if (error instanceof BadConfig) throw new Failure(EXIT.config, error.message, { cause: error });
    throw error;
  }
}

/** Opens the archive for the work and closes it whatever comes of it. What can be expected to fail ends the command with one sentence. */
export async function withArchive<Result>(config: Config, work: (archive: Archive) => Promise<Result>): Promise<Result> {
  const { openArchive } = await import('#platform');
  return withSentences(async () => {
    const archive = await openArchive(config);
    try {
      return await work(archive);
    } finally {
      await archive.close();
    }
  });
}

/** The database alone, with the tables as they stand; an embedded one's folder is locked meanwhile. */
export async function withDatabase<Result>(config: Config, work: (database: Config['database']) => Promise<Result>): Promise<Result> {
  const { lockArchive } = await import('#platform');
  return withSentences(async () => {
    const lock = await lockArchive(config);
    try {
      return await work(config.database);
    } finally {
      await lock.close();
    }
  });
}

export async function withSentences<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error ? CODES[error.name] : undefined;
    throw code === undefined ? error : new Failure(code, sentence(error), { cause: error });
  }
}

/** By name, so that the libs are loaded only when they are used. */
const CODES: Readonly<Record<string, ExitCode>> = {
  DataDirInUse: EXIT.busy,
  AlreadyRunning: EXIT.busy,
  TryLater: EXIT.unavailable,
  UnfitDatabase: EXIT.config,
  UnfitServer: EXIT.config,
  CannotMove: EXIT.refused,
  CannotBackOut: EXIT.refused,
  StillDiffers: EXIT.incomplete,
};

function sentence(error: unknown): string {
  const message = messageOf(error);
  if (!(error instanceof Error && error.name === 'DataDirInUse')) return message;
  return message.replace(/ Stop that process.*$/, ' Stop it and come again: an embedded archive is worked on by one process at a time.');
}
