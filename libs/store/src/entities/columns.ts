import type { ColumnOptions } from 'typeorm';

/** Instants are kept to the millisecond, which is all a JavaScript Date can hold. */
export const instant = (name: string, options: ColumnOptions = {}): ColumnOptions => ({
  name,
  type: 'timestamptz',
  precision: 3,
  ...options,
});

export const instantOfWriting = (name: string): ColumnOptions => instant(name, { default: () => 'now()' });
