/** The value below which the given share of the values lies (nearest rank); null without values. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

export const median = (values: readonly number[]): number | null => percentile(values, 0.5);

export const rounded = (value: number | null, digits = 0): number | null => (value === null ? null : Number(value.toFixed(digits)));
