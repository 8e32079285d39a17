import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Clock, install } from '@sinonjs/fake-timers';
import { lambdaContext } from '../../sim/harness/lambda.ts';
import { serve } from '../../sim/server.ts';
import { announced, replicasIn, replicateThree } from '../retention/family.ts';
import { packagedStack } from '../support/packaged.ts';
import { keepEnvironment } from '../support/process-environment.ts';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const stage = useStage();
const restore = keepEnvironment();
let server: Awaited<ReturnType<typeof serve>>;
let clock: Clock;
let folder: string;
let instances = 0;
/** What the function printed, a JSON object a line. */
let lines: Record<string, unknown>[];

/** A cold start of the function that retires. */
async function coldStart(): Promise<(event: unknown) => Promise<unknown>> {
  instances += 1;
  const { handler } = await import(`${join(folder, 'retire.mjs')}?instance=${instances}`);
  return (event) => handler(event, lambdaContext());
}

beforeAll(async () => {
  ({ folder } = await packagedStack());
}, 60_000);
beforeEach(async () => {
  await replicateThree(stage);
  clock = install({ toFake: ['Date'], now: stage.clock.now() });
  server = await serve(stage.sim.answer);
  lines = [];
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    jest.spyOn(console, level).mockImplementation((line) => void lines.push(JSON.parse(line)));
  Object.assign(process.env, {
    AWS_REGION: HOME,
    AWS_ACCESS_KEY_ID: 'function',
    AWS_SECRET_ACCESS_KEY: 'function',
    AWS_ENDPOINT_URL: server.url,
    TOPIC_ARN: stage.reconciler.topicArn,
    RETENTION: 'true',
    POWERTOOLS_DEV: 'true',
    POWERTOOLS_METRICS_DISABLED: 'false',
    POWERTOOLS_SERVICE_NAME: 'appstream-image-replicator',
    POWERTOOLS_METRICS_NAMESPACE: 'AppStreamImageReplicator',
  });
});
afterEach(() => {
  clock.uninstall();
  restore();
  jest.restoreAllMocks();
  return server.close();
});

describe('the packaged handler that retires', () => {
  test('gives notice for its schedule, and deletes for a message a day later', async () => {
    const handler = await coldStart();
    await expect(handler({ trigger: 'sweep' })).resolves.toEqual({
      replicas: 3,
      done: { 'give notice': 2, keep: 1 },
    });
    expect(announced(stage)).toHaveLength(2);
    stage.clock.advance(25 * 60);
    clock.setSystemTime(stage.clock.now());
    await expect(handler({ Records: [{ Sns: { Message: '{}' } }] })).resolves.toEqual({
      replicas: 3,
      done: { delete: 2, keep: 1 },
    });
    expect(replicasIn(stage)).toEqual(['cad-3']);
  });

  test('logs one structured line for each change, and its metrics', async () => {
    const handler = await coldStart();
    await handler({ trigger: 'sweep' });
    const changes = lines.filter(({ message }) => message === 'retirement');
    expect(changes).toContainEqual(
      expect.objectContaining({
        level: 'INFO',
        image: 'cad-1',
        replica: 'cad-1',
        family: 'cad',
        destinationRegion: 'eu-west-1',
        decision: 'give notice',
        reason: 'the family keeps 1, and it is number 3',
        done: true,
      }),
    );
    expect(changes).toHaveLength(2);
    expect(lines.find((line) => 'RetentionSweeps' in line)).toMatchObject({
      RetentionSweeps: 1,
      ReplicasRetiring: 2,
      service: 'appstream-image-replicator',
    });
  });

  test('fails when a person must see it, so that Lambda tries again and then keeps the event', async () => {
    Object.assign(process.env, { TOPIC_ARN: `${stage.reconciler.topicArn}-missing` });
    const handler = await coldStart();
    await expect(handler({ trigger: 'sweep' })).rejects.toThrow(AggregateError);
    expect(replicasIn(stage)).toHaveLength(3);
  });

  test('fails at once with every problem of its configuration named', async () => {
    Object.assign(process.env, { TOPIC_ARN: 'a topic' });
    const handler = await coldStart();
    const before = stage.sim.calls.length;
    await expect(handler({})).rejects.toThrow(/TOPIC_ARN/);
    expect(stage.sim.calls).toHaveLength(before);
  });
});
