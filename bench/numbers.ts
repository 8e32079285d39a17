/* Arithmetic on what was measured. */

/** The middle of some numbers, of an even count the upper one of the two. NaN when there are none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which that share of the numbers lies. NaN when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** `value` with so many significant digits, and never fewer than its whole part has. */
export function round(value: number, digits = 3): number {
  const whole = Math.abs(value) < 1 ? 0 : Math.floor(Math.log10(Math.abs(value))) + 1;
  return Number(value.toPrecision(Math.max(digits, whole)));
}
