import { readFile } from 'node:fs/promises';
import { EXIT, Failure, messageOf } from '../exit.js';

/**
 * Reads settings out of a file: one NAME=VALUE a line, in single or double quotes or none; empty lines and those that begin with # are passed over.
 * @throws Failure that names the line that is wrong.
 */
export async function readSettingsFile(path: string, known: ReadonlySet<string>): Promise<Record<string, string>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Failure(EXIT.noInput, `The settings of the target cannot be read: ${messageOf(error)}`, { cause: error });
  });
  return parseSettings(text, path, known);
}

export function parseSettings(text: string, path: string, known: ReadonlySet<string>): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const [, name = '', value = ''] = /^([A-Z_]+)\s*=\s*(.*)$/.exec(trimmed) ?? [];
    const where = `line ${at + 1} of ${path}`;
    if (name === '')
      throw new Failure(EXIT.config, `In ${where}, write NAME=VALUE, as in DATABASE_URL=postgres://user:password@host/database.`);
    if (!known.has(name)) throw new Failure(EXIT.config, `In ${where}, ${name} is no setting of Rostra. The README lists them.`);
    settings[name] = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
  }
  return settings;
}
