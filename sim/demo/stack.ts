import * as z from 'zod';
import { Deployed } from '../stack/deployed.ts';
import { matchesPattern } from '../stack/event-pattern.ts';
import type { Template } from '../stack/template.ts';

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

const Lambda = z.object({
  FunctionName: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});
const EventRule = z.object({ EventPattern: z.unknown() });
const ScheduleRule = z.object({
  ScheduleExpression: z.templateLiteral(['rate(', z.int(), z.enum([' minute)', ' minutes)'])]),
  Targets: z.tuple([z.object({ Input: z.string() })]),
});

/** Reads the template as deployed with the topic of that ARN. @throws when it is not as expected here. */
export function deploy(template: Template, topicArn: string): Stack {
  const deployed = new Deployed(template, { arns: { Topic: topicArn } });
  const properties = (id: string) => deployed.resource(id).properties;
  const lambda = Lambda.parse(properties('ReplicateLambdaFunction'));
  const patterns = ['ImageRule', 'TagRule'].map(
    (id) => EventRule.parse(properties(id)).EventPattern,
  );
  const schedule = (id: string): Schedule => {
    const { ScheduleExpression, Targets } = ScheduleRule.parse(properties(id));
    return {
      everyMinutes: Number.parseInt(ScheduleExpression.slice('rate('.length), 10),
      event: JSON.parse(Targets[0].Input),
    };
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
