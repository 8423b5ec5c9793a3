import { z } from 'zod';
import { type Markers, MOVE_MARKER, type Tables, type TableSum } from '#store';

/** The move cannot begin: what is in the way, and what to do about it. Nothing was changed. */
export class CannotMove extends Error {
  override readonly name = 'CannotMove';
}

/** What the target remembers of a move to it. `sums` are those of its tables when they were written; null before that. */
const remembered = z.object({
  from: z.string().nullable(),
  sums: z.array(z.object({ table: z.string(), rows: z.number(), sha256: z.string() })).nullable(),
});

export const markerFor = (from: string | null, sums: readonly TableSum[] | null): string => JSON.stringify({ from, sums });

interface TargetStore {
  readonly tables: Pick<Tables, 'isEmpty' | 'sums'>;
  readonly markers: Pick<Markers, 'get'>;
}

/**
 * Whether the target holds what an earlier move of the same archive has left: an interrupted one, or one that nobody has worked on since. An empty
 * target is a new one. @throws CannotMove when it holds anything else.
 */
export async function isContinued({ tables, markers }: TargetStore, identity: string | null): Promise<boolean> {
  const marker = await markers.get(MOVE_MARKER);
  const earlier = marker === null ? null : (remembered.safeParse(jsonOf(marker)).data ?? null);
  if (await tables.isEmpty()) return earlier?.from === identity && earlier !== null;
  if (!earlier) throw new CannotMove('The target database holds an archive already. Name an empty one.');
  if (earlier.from !== identity) throw new CannotMove('The target database was moved to from another archive. Name an empty one.');
  if (!earlier.sums || !sameSums(earlier.sums, await tables.sums(() => undefined))) {
    throw new CannotMove(
      'The target database was worked on since it was moved to, and a move would undo that. Go on with the target, or name an empty one.',
    );
  }
  return true;
}

const sameSums = (some: readonly TableSum[], others: readonly TableSum[]): boolean =>
  some.length === others.length && some.every((sum) => others.some((other) => isSame(sum, other)));

export const isSame = (a: TableSum, b: TableSum): boolean => a.table === b.table && a.rows === b.rows && a.sha256 === b.sha256;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
