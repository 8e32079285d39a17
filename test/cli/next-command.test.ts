import { expect, test } from '@jest/globals';
import { WATCH } from '../../sim/harness/account.ts';
import { HOME } from '../support/stage.ts';
import { deployIn } from './support/deploy-in.ts';
import { makeHealthy } from './support/healthy.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();
const GIVEN = ['--profile', 'default', '--stack', 'other', '--tag-prefix', 'copy'];
const STACK = '--profile default --stack other';
const PLACE = `${STACK} --tag-prefix copy`;
const NPX = 'npx appstream-image-replicator';

/** An image whose copy has failed, since its name is taken. */
async function fail(region: string): Promise<void> {
  stage.sim.world.createImage('eu-west-3', { name: 'cad' });
  stage.sim.world.createImage(region, { name: 'cad', tags: { 'copy:to': 'eu-west-3' } });
  await stage.cli(['run', '--region', region, '--no-announce', '--tag-prefix', 'copy']);
}

test('status of several regions says how to start again in the region of the image', async () => {
  deployIn(stage, { [HOME]: {}, 'eu-west-1': {} });
  await fail('eu-west-1');
  const { out } = await stage.cli(['status', '--regions', 'all', ...GIVEN]);
  expect(out).toContain(`\n${NPX} retry cad --region eu-west-1 ${PLACE}\n`);
});

test('status and run have the profile in the commands of aws', async () => {
  await fail(HOME);
  for (const argv of [['status'], ['run', '--no-announce'], ['status', '--regions', HOME]]) {
    const { out } = await stage.cli([...argv, ...GIVEN]);
    expect(out).toContain('\n  aws --profile default appstream tag-resource --region us-east-1 ');
    expect(out).not.toContain('aws appstream');
  }
});

test('check has the profile in the command that sets the rule', async () => {
  const { out } = await stage.cli(['check', 'eu-west-1', ...GIVEN]);
  expect(out).toContain('\n  aws --profile default appstream tag-resource --region us-east-1 ');
});

test('doctor says how to run, to subscribe and to enable a rule', async () => {
  makeHealthy(stage);
  await stage.look('cad');
  stage.sim.world.createRule(WATCH, 'DISABLED');
  stage.sim.world.createRule('appstream-image-replicator-sweep', 'DISABLED');
  stage.aws.answers.set('ListSubscriptionsByTopic', () => ({ Subscriptions: [] }));
  const { out } = await stage.cli(['doctor', '--profile', 'default', '--stack', 'other']);
  expect(out).toContain(` ${NPX} run --region us-east-1 ${STACK}\n`);
  expect(out).toContain(' aws --profile default events enable-rule --region us-east-1 ');
  expect(out).toContain(' aws --profile default sns subscribe --region us-east-1 --topic-arn ');
});

test('doctor and run say how to deploy, which takes no tag prefix', async () => {
  const deploy = `${NPX} deploy --region us-east-1 ${STACK}`;
  expect((await stage.cli(['doctor', ...GIVEN])).out).toContain(` ${deploy}\n`);
  expect((await stage.cli(['run', ...GIVEN])).err).toContain(`'${deploy}'`);
});
