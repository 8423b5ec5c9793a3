const CORRUPT = 11;
const NOT_A_DATABASE = 26;
const BUSY = 5;
const IO_ERROR = 10;
const FULL = 13;

/** Whether SQLite found the file damaged. Extended codes keep the kind in their low byte. */
export const isDamage = (error: unknown): boolean => [CORRUPT, NOT_A_DATABASE].includes(kindOf(error)) || isForeign(error);

/** Whether the disk under the file does not take what is written: it is full, or something is wrong with it. */
export const isUnwritable = (error: unknown): boolean => [FULL, IO_ERROR].includes(kindOf(error));

export const isBusy = (error: unknown): boolean => kindOf(error) === BUSY;

function kindOf(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
}

/** A file with the right numbers in its head but without our tables. */
const isForeign = (error: unknown): boolean => error instanceof Error && /no such (table|column)/.test(error.message);
