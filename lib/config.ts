/* The configuration of the function, read from its environment. */

import * as v from 'valibot';
import { isRegionShaped } from './core/region.ts';
import { TAG_PREFIX } from './core/tags/keys.ts';
import { parseRuleSets } from './core/tags/rule-sets.ts';
import { ACCOUNT, MAX_SHARED } from './core/tags/share.ts';
import type { Policy } from './core/tags/source.ts';
import { readList } from './core/text.ts';
import { topicProblem, topicRegionProblem } from './core/topic.ts';

/** What the function's environment sets. */
export interface Config extends Policy {
  /** The source region: where the function runs and the images are built. */
  readonly region: string;
  readonly topicArn: string;
  /** Name of the EventBridge rule that ticks while something is in flight. */
  readonly watchRule: string;
}

/** The defaults. */
export const DEFAULTS = {
  tagPrefix: 'replicate',
  limits: { giveUpAfterHours: 24, lateAfterHours: 6 },
} as const;

const HOURS = 'must be a number of hours, more than 0 and at most 8760';
const hours = (otherwise: number) =>
  v.pipe(
    v.optional(v.string(), String(otherwise)),
    v.transform(Number),
    v.number(HOURS),
    v.gtValue(0, HOURS),
    v.maxValue(8760, HOURS),
  );

/** A variable that is missing counts as empty, so that both have the same error. */
const text = (pattern: RegExp, rule: string, otherwise = '') =>
  v.pipe(v.optional(v.string(), otherwise), v.regex(pattern, rule));

/** A list without a word is not empty: a slip must not allow everything. */
const listOf = (isItem: (word: string) => boolean, items: string, none: string) => {
  const wrong = (list: string): readonly string[] => {
    const words = readList(list);
    return words.length > 0 || list === '' ? words.filter((word) => !isItem(word)) : [list];
  };
  return v.pipe(
    v.optional(v.string(), ''),
    v.check(
      (list) => wrong(list).length === 0,
      ({ input }) =>
        `must be ${items} separated by spaces or commas, or empty for ${none}, not ${wrong(input)
          .map((word) => `'${word}'`)
          .join(' ')}`,
    ),
    v.transform(readList),
  );
};

/** Refused where it is not plain which sets there are: a wrong destination only concerns the rules that use its set. */
const ruleSets = v.pipe(
  v.optional(v.string(), ''),
  v.transform(parseRuleSets),
  v.check(
    ({ problems }) => problems.length === 0,
    ({ input: { problems } }) =>
      `must be sets such as 'standard: eu-west-1 eu-central-1', semicolons between them, or empty for none: ${problems.join(', ')}`,
  ),
  v.transform(({ sets }) => sets),
);

const flag = v.optional(v.picklist(['true', 'false'], "must be 'true' or 'false'"), 'false');

const Variables = v.object({
  AWS_REGION: text(/^[a-z0-9-]+$/, 'must be the name of a region'),
  TOPIC_ARN: v.pipe(
    v.optional(v.string(), ''),
    v.check(
      (arn) => topicProblem(arn) === undefined,
      ({ input }) => topicProblem(input) ?? '',
    ),
  ),
  TAG_PREFIX: text(
    TAG_PREFIX,
    'must be a letter, then up to 39 letters, digits, _ . or -, and not aws',
    DEFAULTS.tagPrefix,
  ),
  ALLOWED_REGIONS: listOf(isRegionShaped, 'regions', 'all regions'),
  SHARE_ACCOUNTS: v.pipe(
    listOf((word) => ACCOUNT.test(word), 'accounts of 12 digits', 'no sharing'),
    v.maxLength(
      MAX_SHARED,
      `must be at most ${MAX_SHARED} accounts, AppStream's default quota for an image`,
    ),
  ),
  RULE_SETS: ruleSets,
  RETENTION: flag,
  ROLLOUT: flag,
  GIVE_UP_AFTER_HOURS: hours(DEFAULTS.limits.giveUpAfterHours),
  LATE_AFTER_HOURS: hours(DEFAULTS.limits.lateAfterHours),
});

/** The variables, each right in itself, and a topic of the function's own region. */
const Environment = v.pipe(
  Variables,
  v.forward(
    v.partialCheck(
      [['AWS_REGION'], ['TOPIC_ARN']],
      ({ AWS_REGION, TOPIC_ARN }) => topicRegionProblem(TOPIC_ARN, AWS_REGION) === undefined,
      ({ input: { AWS_REGION, TOPIC_ARN } }) => topicRegionProblem(TOPIC_ARN, AWS_REGION) ?? '',
    ),
    ['TOPIC_ARN'],
  ),
);

/** What only the function that copies has. */
const OfCopying = v.object({
  WATCH_RULE: text(/^[\w.-]{1,64}$/, 'must be the name of an EventBridge rule'),
});

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration of the function that copies from the environment.
 * @throws Error that names every variable that is missing or wrong.
 */
export function loadConfig(env: Env = process.env): Config {
  const output = read(v.intersect([Environment, OfCopying]), env);
  return Object.freeze({ ...configOf(output), watchRule: output.WATCH_RULE });
}

/** The same for the functions that retire and roll out, which have no watch. */
export function loadConfigWithoutWatch(env: Env = process.env): Omit<Config, 'watchRule'> {
  return Object.freeze(configOf(read(Environment, env)));
}

function read<T>(schema: v.GenericSchema<unknown, T>, env: Env): T {
  const parsed = v.safeParse(schema, env);
  if (parsed.success) return parsed.output;
  const problems = parsed.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
  throw new Error(`The configuration is not usable. ${problems.join('; ')}`);
}

function configOf(output: v.InferOutput<typeof Environment>): Omit<Config, 'watchRule'> {
  return {
    region: output.AWS_REGION,
    topicArn: output.TOPIC_ARN,
    tagPrefix: output.TAG_PREFIX,
    allowedRegions: Object.freeze(output.ALLOWED_REGIONS),
    shareAccounts: Object.freeze(output.SHARE_ACCOUNTS),
    ruleSets: Object.freeze(output.RULE_SETS),
    retention: output.RETENTION === 'true',
    rollout: output.ROLLOUT === 'true',
    limits: Object.freeze({
      giveUpAfterHours: output.GIVE_UP_AFTER_HOURS,
      lateAfterHours: output.LATE_AFTER_HOURS,
    }),
  };
}
