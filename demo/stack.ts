/* What the packaged template says about the functions, and about what starts each of them. */

import * as v from 'valibot';
import { Deployed } from '../sim/stack/deployed.ts';
import { matchesPattern } from '../sim/stack/event-pattern.ts';
import type { Template } from '../sim/stack/template.ts';
import type { Settings } from './lambda-worker.ts';

/** What the template says about a function and about what wakes it. */
export interface LambdaFunction {
  readonly settings: Omit<Settings, 'bundlePath'>;
  /** The module of its handler, for example `handlers/replicate`. */
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly roleArn: string;
  readonly schedules: readonly Schedule[];
  /** Whether EventBridge hands an event of the stack's own region to the function. */
  wakesFor(event: unknown): boolean;
  /** Whether SNS hands a message with these attributes to the function. */
  hears(attributes: unknown): boolean;
}

/** A rule that runs a function at regular times while it is enabled. */
export interface Schedule {
  readonly name: string;
  /** As it is deployed. */
  readonly state: 'ENABLED' | 'DISABLED';
  readonly everyMinutes: number;
  /** What the function is given. */
  readonly event: unknown;
}

const Lambda = v.object({
  FunctionName: v.string(),
  Handler: v.string(),
  Role: v.string(),
  Timeout: v.number(),
  MemorySize: v.number(),
  Environment: v.object({ Variables: v.record(v.string(), v.string()) }),
});
const EventRule = v.object({
  EventPattern: v.record(v.string(), v.unknown()),
  Targets: v.tuple([v.object({ Arn: v.string() })]),
});
const ScheduleRule = v.object({
  Name: v.string(),
  State: v.picklist(['ENABLED', 'DISABLED']),
  ScheduleExpression: v.pipe(
    v.string(),
    v.regex(/^rate\(\d+ minutes?\)$/),
    v.transform((rate) => Number.parseInt(rate.slice('rate('.length), 10)),
  ),
  Targets: v.tuple([v.object({ Arn: v.string(), Input: v.string() })]),
});
const Subscription = v.object({
  Endpoint: v.string(),
  FilterPolicy: v.optional(v.record(v.string(), v.unknown()), {}),
});

/**
 * Reads the template as deployed with the topic of that ARN.
 * @returns its functions, in its order
 * @throws when it is not as expected here
 */
export function deploy(template: Template, topicArn: string): LambdaFunction[] {
  const deployed = new Deployed(template, { arns: { Topic: topicArn } });
  const resources = [...deployed.resources()];
  const all = <T>(type: string, schema: v.GenericSchema<unknown, T>) =>
    resources
      .filter(([, resource]) => resource.type === type)
      .map(([id, { properties }]) => ({ id, properties: v.parse(schema, properties) }));
  const rules = all('AWS::Events::Rule', v.union([ScheduleRule, EventRule]));
  const subscriptions = all('AWS::SNS::Subscription', Subscription);
  return all('AWS::Lambda::Function', Lambda).map(({ id, properties: lambda }) => {
    const arn = deployed.attribute(id, 'Arn');
    const own = rules
      .map(({ properties }) => properties)
      .filter(({ Targets: [{ Arn }] }) => Arn === arn);
    const patterns = own.flatMap((rule) => ('EventPattern' in rule ? [rule.EventPattern] : []));
    const filters = subscriptions
      .map(({ properties }) => properties)
      .filter(({ Endpoint }) => Endpoint === arn);
    return {
      settings: {
        name: lambda.FunctionName,
        arn,
        timeoutSeconds: lambda.Timeout,
        memoryMegabytes: lambda.MemorySize,
      },
      module: lambda.Handler.replace(/\.handler$/, ''),
      environment: lambda.Environment.Variables,
      roleArn: lambda.Role,
      schedules: own.flatMap((rule) => ('ScheduleExpression' in rule ? [scheduleOf(rule)] : [])),
      wakesFor: (event) => patterns.some((pattern) => matchesPattern(pattern, event)),
      hears: (attributes) =>
        filters.some(({ FilterPolicy }) => matchesPattern(FilterPolicy, attributes)),
    };
  });
}

function scheduleOf(rule: v.InferOutput<typeof ScheduleRule>): Schedule {
  const { Name: name, State: state, ScheduleExpression: everyMinutes, Targets } = rule;
  return { name, state, everyMinutes, event: JSON.parse(Targets[0].Input) };
}
