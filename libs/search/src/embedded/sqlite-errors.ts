const CORRUPT = 11;
const NOT_A_DATABASE = 26;
const BUSY = 5;

/** Whether SQLite found the file damaged. Extended codes keep the kind in their low byte. */
export const isDamage = (error: unknown): boolean => [CORRUPT, NOT_A_DATABASE].includes(kindOf(error)) || isForeign(error);

export const isBusy = (error: unknown): boolean => kindOf(error) === BUSY;

function kindOf(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
}

/** A file with the right numbers in its head but without our tables. */
const isForeign = (error: unknown): boolean => error instanceof Error && /no such (table|column)/.test(error.message);
