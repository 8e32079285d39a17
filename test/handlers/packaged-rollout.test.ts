import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Clock, install } from '@sinonjs/fake-timers';
import { lambdaContext } from '../../sim/harness/lambda.ts';
import { serve } from '../../sim/server.ts';
import { announced, EU, follow, imageOf, replicate } from '../rollout/fleets.ts';
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

/** A cold start of the function that moves fleets. */
async function coldStart(): Promise<(event: unknown) => Promise<unknown>> {
  instances += 1;
  const { handler } = await import(`${join(folder, 'rollout.mjs')}?instance=${instances}`);
  return (event) => handler(event, lambdaContext());
}

beforeAll(async () => {
  ({ folder } = await packagedStack());
}, 60_000);
beforeEach(async () => {
  await replicate(stage, 'cad-1');
  follow(stage, EU, 'cad-1');
  await replicate(stage, 'cad-2');
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
    ROLLOUT: 'true',
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

describe('the packaged handler that moves fleets', () => {
  test('moves a fleet for the message that its image was copied', async () => {
    const handler = await coldStart();
    const Message = JSON.stringify({ outcome: 'SUCCEEDED', destination: { region: EU } });
    await expect(handler({ Records: [{ Sns: { Message } }] })).resolves.toEqual({
      fleets: 1,
      done: { 'update fleet': 1 },
    });
    expect(imageOf(stage, EU)).toBe('cad-2');
    expect(announced(stage)).toEqual(['ROLLED_OUT eu-west-1 cad-1 to cad-2']);
  });

  test('logs one structured line for each change, and its metrics', async () => {
    const handler = await coldStart();
    await handler({ trigger: 'sweep' });
    expect(lines.filter(({ message }) => message === 'fleet')).toEqual([
      expect.objectContaining({
        level: 'INFO',
        fleet: 'design',
        region: EU,
        decision: 'update fleet',
        done: true,
        status: expect.stringMatching(/^FOLLOWING .* image=cad-2$/),
      }),
    ]);
    expect(lines.find((line) => 'RolloutSweeps' in line)).toMatchObject({
      RolloutSweeps: 1,
      FleetsUpdated: 1,
    });
  });

  test('ignores what is not its event, and fails when a status cannot be written', async () => {
    const handler = await coldStart();
    await expect(handler({ source: 'aws.ec2' })).resolves.toHaveProperty('ignored');
    stage.sim.fault({ operation: 'TagResource', effect: { error: 'AccessDeniedException' } });
    await expect(handler({ trigger: 'sweep' })).rejects.toThrow(/1 of the run's steps failed/);
    expect(imageOf(stage, EU)).toBe('cad-1');
  });
});
