/* What the packaged template says about the function, and about what starts it. */

import * as v from 'valibot';
import { Deployed } from '../sim/stack/deployed.ts';
import { matchesPattern } from '../sim/stack/event-pattern.ts';
import type { Template } from '../sim/stack/template.ts';

/** What the template says about the function and about what wakes it. */
export interface Stack {
  readonly function: {
    readonly name: string;
    readonly arn: string;
    readonly timeoutSeconds: number;
    readonly memoryMegabytes: number;
    readonly environment: Readonly<Record<string, string>>;
    readonly roleArn: string;
  };
  /** On while something is in flight. */
  readonly watch: Schedule & { readonly name: string };
  /** Always on. */
  readonly sweep: Schedule;
  /** Whether EventBridge hands an event of the stack's own region to the function. */
  wakes(event: unknown): boolean;
}

interface Schedule {
  readonly everyMinutes: number;
  /** What the function is given. */
  readonly event: unknown;
}

const Lambda = v.object({
  FunctionName: v.string(),
  Timeout: v.number(),
  MemorySize: v.number(),
  Environment: v.object({ Variables: v.record(v.string(), v.string()) }),
});
const EventRule = v.object({ EventPattern: v.unknown() });
const ScheduleRule = v.object({
  ScheduleExpression: v.pipe(
    v.string(),
    v.regex(/^rate\(\d+ minutes?\)$/),
    v.transform((rate) => Number.parseInt(rate.slice('rate('.length), 10)),
  ),
  Targets: v.tuple([v.object({ Input: v.string() })]),
});

/** Reads the template as deployed with the topic of that ARN. @throws when it is not as expected here. */
export function deploy(template: Template, topicArn: string): Stack {
  const deployed = new Deployed(template, { arns: { Topic: topicArn } });
  const properties = (id: string) => deployed.resource(id).properties;
  const lambda = v.parse(Lambda, properties('ReplicateLambdaFunction'));
  const patterns = ['ImageRule', 'TagRule'].map(
    (id) => v.parse(EventRule, properties(id)).EventPattern,
  );
  const schedule = (id: string): Schedule => {
    const { ScheduleExpression, Targets } = v.parse(ScheduleRule, properties(id));
    return { everyMinutes: ScheduleExpression, event: JSON.parse(Targets[0].Input) };
  };
  return {
    function: {
      name: lambda.FunctionName,
      arn: deployed.attribute('ReplicateLambdaFunction', 'Arn'),
      timeoutSeconds: lambda.Timeout,
      memoryMegabytes: lambda.MemorySize,
      environment: lambda.Environment.Variables,
      roleArn: deployed.attribute('ReplicatorRole', 'Arn'),
    },
    watch: { ...schedule('WatchRule'), name: deployed.attribute('WatchRule', 'Name') },
    sweep: schedule('SweepRule'),
    wakes: (event) => patterns.some((pattern) => matchesPattern(pattern, event)),
  };
}
