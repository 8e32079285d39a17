import { beforeAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { Deployed, type Deployment, NAMES } from '../../sim/stack/deployed.ts';
import type { Template } from '../../sim/stack/template.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await packagedStack());
}, PACKAGING_TIME);

const ALL = {
  AlarmEmail: 'ops@example.com',
  CreateTrail: 'true',
  Email: 'ann@example.com',
  Retention: 'true',
  Rollout: 'true',
  ShareAccounts: '111122223333',
};
const deploy = (deployment: Partial<Deployment>) =>
  new Deployed(template, { parameters: ALL, ...deployment });
const namesOf = (deployed: Deployed) =>
  [...deployed.resources().values()].flatMap(({ properties }) =>
    NAMES.flatMap((name) => properties[name] ?? []),
  );

test('two stacks in one region share no name', () => {
  const one = namesOf(deploy({ stack: 'cad' }));
  const other = namesOf(deploy({ stack: 'design' }));
  expect(one.length).toBeGreaterThan(30);
  expect(one.filter((name) => other.includes(name))).toEqual([]);
});

test('stacks of one name in two regions share no dashboard, which an account has for all regions', () => {
  const [one, other] = ['us-east-1', 'eu-west-1'].map((region) =>
    deploy({ region }).ref('Dashboard'),
  );
  expect(one).not.toBe(other);
});

test('no resource of a stack in GovCloud refers to another partition', () => {
  const resources = [...deploy({ region: 'us-gov-west-1' }).resources().values()];
  const text = JSON.stringify(resources);
  expect(text).toContain('arn:aws-us-gov:');
  expect(text).not.toContain('arn:aws:');
});
const Counted = v.object({
  Dimensions: v.tuple([v.object({ Name: v.literal('service'), Value: v.string() })]),
});
const Counting = v.object({
  Environment: v.object({ Variables: v.looseObject({ POWERTOOLS_SERVICE_NAME: v.string() }) }),
});

test('the alarms of a stack look at what its own functions count', () => {
  const resources = [...deploy({ stack: 'cad' }).resources().values()];
  const counted = resources
    .filter(({ properties }) => properties.Namespace === 'AppStreamImageReplicator')
    .map(({ properties }) => v.parse(Counted, properties).Dimensions[0].Value);
  const counting = resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .map(({ properties }) => v.parse(Counting, properties).Environment.Variables)
    .map(({ POWERTOOLS_SERVICE_NAME }) => POWERTOOLS_SERVICE_NAME);
  expect(counted).toEqual(Array(7).fill('cad'));
  expect(counting).toEqual(Array(3).fill('cad'));
});
