import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { lambdaContext } from '../../sim/harness/lambda.ts';
import { serve } from '../../sim/server.ts';
import event from '../fixtures/create-image.json' with { type: 'json' };
import { packagedStack } from '../support/packaged.ts';
import { keepEnvironment } from '../support/process-environment.ts';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

type Handler = (event: unknown) => Promise<unknown>;

const stage = useStage();
const restore = keepEnvironment();
let server: Awaited<ReturnType<typeof serve>>;
let bundle: string;
let instances = 0;
/** What the function printed, a JSON object a line. */
let lines: Record<string, unknown>[];

/** A cold start: the bundle is loaded anew. */
async function coldStart(account?: string): Promise<Handler> {
  instances += 1;
  const { handler } = await import(`${bundle}?instance=${instances}`);
  return (event) => handler(event, lambdaContext(account));
}

beforeAll(async () => {
  ({ bundlePath: bundle } = await packagedStack());
}, 60_000);

beforeEach(async () => {
  server = await serve(stage.sim.answer);
  lines = [];
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    jest.spyOn(console, level).mockImplementation((line) => void lines.push(JSON.parse(line)));
  }
  Object.assign(process.env, {
    AWS_REGION: HOME,
    AWS_ACCESS_KEY_ID: 'function',
    AWS_SECRET_ACCESS_KEY: 'function',
    AWS_ENDPOINT_URL: server.url,
    TOPIC_ARN: stage.reconciler.topicArn,
    WATCH_RULE: stage.reconciler.watchRule,
    POWERTOOLS_DEV: 'true',
    POWERTOOLS_METRICS_DISABLED: 'false',
    POWERTOOLS_SERVICE_NAME: 'appstream-image-replicator',
    POWERTOOLS_METRICS_NAMESPACE: 'AppStreamImageReplicator',
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  restore();
  return server.close();
});

describe('the packaged handler', () => {
  test('replicates the image of the documented event and publishes SUCCEEDED', async () => {
    const handler = await coldStart();
    stage.sim.world.createImage(HOME, {
      name: 'ExampleImage1',
      tags: { 'replicate:to': 'eu-west-1' },
    });
    await expect(handler(event)).resolves.toEqual({ images: 1, done: { copy: 1 }, inFlight: 1 });
    expect(stage.isWatching()).toBe(true);
    stage.clock.advance(41);
    await expect(handler({ trigger: 'tick' })).resolves.toEqual({
      images: 1,
      done: { 'announce success': 1 },
      inFlight: 0,
    });
    expect(stage.isWatching()).toBe(false);
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
  });

  test('logs one structured line for each outcome, and its metrics', async () => {
    const handler = await coldStart();
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
    await handler({ image: 'cad' });
    expect(lines.filter(({ message }) => message === 'outcome')).toEqual([
      expect.objectContaining({
        level: 'INFO',
        image: 'cad',
        destinationRegion: 'eu-west-1',
        decision: 'copy',
        done: true,
        function_request_id: 'a-request',
      }),
    ]);
    expect(lines.find((line) => 'CopiesStarted' in line)).toMatchObject({
      CopiesStarted: 1,
      service: 'appstream-image-replicator',
    });
  });

  test('logs what is wrong with a rule, and why AWS refuses to show tags', async () => {
    const handler = await coldStart();
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu_west_1' } });
    await handler({ image: 'cad' });
    const effect = { error: 'AccessDeniedException', message: 'an explicit deny' };
    stage.sim.fault({ operation: 'ListTagsForResource', times: 1, effect });
    await expect(handler({ image: 'cad' })).rejects.toThrow('an explicit deny');
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'rule not usable',
        image: 'cad',
        problem: { code: 'InvalidRule', message: expect.stringContaining("'eu_west_1'") },
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'tags not read',
        fault: expect.objectContaining({ message: 'an explicit deny' }),
      }),
    );
    expect(JSON.stringify(lines)).not.toContain('reserved key');
  });

  test.each([
    ['of another service', { ...event, source: 'aws.ec2' }],
    ['of a failed call', { ...event, detail: { ...event.detail, errorCode: 'AccessDenied' } }],
    ['that is no object', 'junk'],
    ['that is null', null],
  ])('ignores an event %s, with one line that says why', async (_, strange) => {
    const handler = await coldStart();
    await expect(handler(strange)).resolves.toEqual({ ignored: expect.any(String) });
    expect(stage.sim.calls).toEqual([]);
    expect(lines).toEqual([
      expect.objectContaining({ message: 'event ignored', reason: expect.any(String) }),
    ]);
  });

  test('copies only to the regions that its configuration allows', async () => {
    Object.assign(process.env, { ALLOWED_REGIONS: 'eu-west-1,ap-southeast-2' });
    const handler = await coldStart();
    const tags = { 'replicate:to': 'eu-west-1 eu-west-2' };
    stage.sim.world.createImage(HOME, { name: 'cad', tags });
    await handler({ image: 'cad' });
    expect(stage.sim.world.images('eu-west-1')).toHaveLength(1);
    expect(stage.sim.world.images('eu-west-2')).toEqual([]);
  });

  test('takes for its own what is in the account that its ARN names, and nothing else', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
    const elsewhere = await coldStart('210987654321');
    await expect(elsewhere({ image: 'cad' })).resolves.toMatchObject({ images: 0 });
    await expect(elsewhere({ trigger: 'sweep' })).resolves.toMatchObject({ images: 0 });
    expect(stage.sim.world.images('eu-west-1')).toEqual([]);
    const here = await coldStart();
    await expect(here({ trigger: 'sweep' })).resolves.toMatchObject({ images: 1 });
    expect(stage.sim.world.images('eu-west-1')).toHaveLength(1);
  });

  test('fails at once with every problem of its configuration named', async () => {
    Object.assign(process.env, { TOPIC_ARN: 'a topic', WATCH_RULE: '' });
    const handler = await coldStart();
    await expect(handler({})).rejects.toThrow(/TOPIC_ARN.*WATCH_RULE/);
    expect(stage.sim.calls).toEqual([]);
  });

  test('fails when a person must see it, so that Lambda tries again and then keeps the event', async () => {
    Object.assign(process.env, { TOPIC_ARN: `${stage.reconciler.topicArn}-missing` });
    const handler = await coldStart();
    stage.sim.world.createImage(HOME, { name: 'bad', tags: { 'replicate:to': 'nowhere' } });
    await expect(handler({ image: 'bad' })).rejects.toThrow(AggregateError);
  });
});
