/**
 * List prices in US dollars, us-east-1, as AWS published them in the first half of 2026, without free tiers (the
 * pricing pages of Lambda, Step Functions, CloudWatch, KMS and SNS).
 */
export const PRICES = {
  lambdaRequest: 0.2 / 1e6,
  /** arm64. */
  lambdaGigabyteSecond: 0.0000133334,
  stateTransition: 0.025 / 1000,
  /** A month; by the hour in which it is sent. */
  metric: 0.3,
  alarm: 0.1,
  dashboard: 3,
  logGigabyte: 0.5,
  /** A month. */
  key: 1,
  keyRequest: 0.03 / 10_000,
  publish: 0.5 / 1e6,
  email: 2 / 100_000,
} as const;

export const HOURS_A_MONTH = 730;
