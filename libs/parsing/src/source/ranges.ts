import type { ByteRange } from '#domain';

export type RangeList = ByteRange[];

/** Appends `[from, to)`, grown onto the last range when it follows it directly. Empty ranges are left out. */
export function appendRange(ranges: RangeList, from: number, to: number): void {
  if (from >= to) return;
  const last = ranges.at(-1);
  if (last && last[1] === from) ranges[ranges.length - 1] = [last[0], to];
  else ranges.push([from, to]);
}
