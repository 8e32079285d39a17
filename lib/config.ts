import * as z from 'zod/mini';
import type { Limits } from './core/decision.ts';
import { TAG_PREFIX } from './core/tags.ts';

/** What the function is told from outside. */
export interface Config {
  /** The source region: where the function runs and the images are built. */
  readonly region: string;
  readonly topicArn: string;
  /** Name of the EventBridge rule that ticks while something is in flight. */
  readonly watchRule: string;
  readonly tagPrefix: string;
  readonly limits: Limits;
}

const HOURS = 'must be a number of hours, more than 0 and at most 8760';
const hours = z.coerce.number(HOURS).check(z.positive(HOURS), z.maximum(8760, HOURS));

const text = (pattern: RegExp, rule: string) => z.string(rule).check(z.regex(pattern, rule));

const Environment = z.object({
  AWS_REGION: text(/^[a-z0-9-]+$/, 'must be the name of a region'),
  TOPIC_ARN: text(/^arn:aws[a-z-]*:sns:/, 'must be the ARN of an SNS topic'),
  WATCH_RULE: text(/^[\w.-]{1,64}$/, 'must be the name of an EventBridge rule'),
  TAG_PREFIX: z._default(
    text(TAG_PREFIX, 'must be a letter, then up to 39 letters, digits, _ . or -, and not aws'),
    'replicate',
  ),
  GIVE_UP_AFTER_HOURS: z._default(hours, 24),
  LATE_AFTER_HOURS: z._default(hours, 6),
});

/**
 * Reads the configuration from the environment.
 * @throws Error that names every variable that is missing or wrong.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new Error(`The configuration is not usable. ${problems.join('; ')}`);
  }
  const { data } = parsed;
  return Object.freeze({
    region: data.AWS_REGION,
    topicArn: data.TOPIC_ARN,
    watchRule: data.WATCH_RULE,
    tagPrefix: data.TAG_PREFIX,
    limits: Object.freeze({
      giveUpAfterHours: data.GIVE_UP_AFTER_HOURS,
      lateAfterHours: data.LATE_AFTER_HOURS,
    }),
  });
}
