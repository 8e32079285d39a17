import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { deploy, HOME, isWatching, WATCH } from '../../sim/harness/account.ts';
import { type Simulator, startSimulator } from '../../sim/index.ts';
import { readPublication } from '../../sim/publication.ts';
import { packagedStack } from '../support/packaged.ts';
import { LambdaProcess } from './process/lambda-process-host.ts';

const IMAGES = ['cad', 'office', 'lab'];
const REGIONS = ['eu-west-1', 'ap-southeast-2'];
const START = Date.parse('2026-11-23T08:00:00Z');
/** A call takes a second, so that copies go on for as many calls on any machine. */
const CALL = 1000;
const COPY_MINUTES = 2;
const KILLS = Number(process.env.FAULT_KILLS ?? 8);

let bundle: string;
let sim: Simulator;
let lambda: LambdaProcess;

beforeAll(async () => {
  ({ bundlePath: bundle } = await packagedStack());
}, 60_000);

beforeEach(async () => {
  sim = await startSimulator({ now: () => new Date(now()), copyMinutes: () => COPY_MINUTES });
  const topicArn = deploy(sim.world);
  lambda = new LambdaProcess(bundle, {
    AWS_REGION: HOME,
    AWS_ACCESS_KEY_ID: 'function',
    AWS_SECRET_ACCESS_KEY: 'function',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    AWS_ENDPOINT_URL: sim.url,
    TOPIC_ARN: topicArn,
    WATCH_RULE: WATCH,
  });
});

afterEach(async () => {
  lambda.kill();
  await sim.close();
});

/** Milliseconds. */
const now = () => START + (sim?.calls.length ?? 0) * CALL;

/** Kills the process once so many calls have arrived, at once or a few milliseconds later, and again and again. */
function killAfter(moments: readonly { calls: number; milliseconds: number }[]): void {
  const coming = moments.values();
  let next = coming.next().value;
  let calls = 0;
  sim.onCall(() => {
    calls += 1;
    if (calls !== next?.calls) return;
    if (next.milliseconds === 0) lambda.kill();
    else setTimeout(() => lambda.kill(), next.milliseconds);
    calls = 0;
    next = coming.next().value;
  });
}

const isWatched = () => isWatching(sim.world);
const statuses = () =>
  IMAGES.flatMap((name) =>
    REGIONS.map((region) => sim.world.image(HOME, name)?.tags[`replicate:status:${region}`] ?? ''),
  );

/** The watch ticks while it is on; the sweep comes in any case. */
async function work(): Promise<void> {
  do await lambda.invoke({ event: { trigger: isWatched() ? 'tick' : 'sweep' }, now: now() });
  while (isWatched() || !statuses().every((status) => status.startsWith('AVAILABLE')));
}

test('the packaged function, killed with SIGKILL at random moments, still does everything once', async () => {
  for (const name of IMAGES)
    sim.world.createImage(HOME, { name, tags: { 'replicate:to': REGIONS.join(' '), team: 'a' } });
  const moment = fc.record({ calls: fc.integer({ min: 1, max: 25 }), milliseconds: fc.nat(5) });
  killAfter(fc.sample(moment, KILLS));
  await work();
  expect(lambda.kills).toBeGreaterThan(KILLS / 2);

  const replicas = REGIONS.flatMap((region) => sim.world.images(region));
  expect(replicas.map(({ state, tags }) => [state, tags.team])).toEqual(
    Array(IMAGES.length * REGIONS.length).fill(['AVAILABLE', 'a']),
  );
  const copies = sim.calls.filter(
    ({ operation, status }) => operation === 'CopyImage' && status === 200,
  );
  expect(copies).toHaveLength(replicas.length);
  const announced = Map.groupBy(
    sim.world.publications.map((each) => readPublication(each).message),
    ({ source, destination }) => `${source.name} ${destination?.region}`,
  );
  expect(announced.size).toBe(replicas.length);
  for (const messages of announced.values()) {
    expect(messages.map(({ outcome }) => outcome)).toContain('SUCCEEDED');
    expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
  }
}, 120_000);
