import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseRolloutEvent } from '../../lib/core/rollout/rollout-event.ts';
import { Deployed } from '../../sim/stack/deployed.ts';
import { matchesPattern } from '../../sim/stack/event-pattern.ts';
import type { Template } from '../../sim/stack/template.ts';
import { EU, follow, imageOf, replicate, retag } from '../rollout/fleets.ts';
import { KEYS } from '../support/builders.ts';
import { allowances, type Call, isAllowed } from '../support/iam.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';
import {
  asJudged,
  call,
  KEY,
  LOGS,
  on,
  QUEUE,
  rowsOf,
  securityDocs,
  TOPIC,
  tag,
  untag,
  viaKms,
} from '../support/role.ts';
import { ACCOUNT, createStage } from '../support/stage.ts';
import { apiCall, BY_SERVICE, byRole } from './events.ts';

const FLEET = `arn:aws:appstream:eu-west-1:${ACCOUNT}:fleet/design`;
const HOME_FLEET = FLEET.replace('eu-west-1', 'us-east-1');
const IMAGE = `arn:aws:appstream:us-east-1:${ACCOUNT}:image/cad`;
const ON = { parameters: { Rollout: 'true' } };
const FOLLOWS = { 'replicate:follow': 'cad' };
const STATUS = { 'replicate:status': 'FOLLOWING' };

const update = (arn: string, tags: Record<string, string>) =>
  call('appstream:UpdateFleet', on(arn, tags));

const ABUSES: readonly (readonly [string, Call])[] = [
  ['update a fleet that follows nothing', update(FLEET, {})],
  ['update a fleet that has a status alone', update(FLEET, STATUS)],
  ['update a fleet of another prefix', update(FLEET, { 'mirror:follow': 'cad' })],
  ['update a fleet of another account', update(FLEET.replace(ACCOUNT, '9'.repeat(12)), FOLLOWS)],
  ['let a fleet follow', tag(on(FLEET), FOLLOWS)],
  ['let another family be followed', tag(on(FLEET, FOLLOWS), { 'replicate:follow': 'other' })],
  ['set a window', tag(on(FLEET, FOLLOWS), { 'replicate:window': '00:00-23:59' })],
  ["set a user's tag beside a status", tag(on(FLEET, FOLLOWS), { ...STATUS, team: 'x' })],
  ['tag with nothing', tag(on(FLEET, FOLLOWS), {})],
  ['take the tag off that makes a fleet follow', untag(on(FLEET, FOLLOWS), 'replicate:follow')],
  ['take a window off', untag(on(FLEET, FOLLOWS), 'replicate:window')],
  ['take nothing off', untag(on(FLEET, FOLLOWS))],
  ['write a status on an image', tag(on(IMAGE), { 'replicate:status:eu-west-1': 'AVAILABLE' })],
  ['tag an image as fleets are tagged', tag(on(IMAGE), STATUS)],
  ['set a family', tag(on(IMAGE), { 'replicate:family': 'cad' })],
  ['stop a fleet', call('appstream:StopFleet', on(FLEET, FOLLOWS))],
  ['start a fleet', call('appstream:StartFleet', on(FLEET, FOLLOWS))],
  ['delete a fleet', call('appstream:DeleteFleet', on(FLEET, FOLLOWS))],
  ['end a session', call('appstream:ExpireSession', on('*'))],
  ['copy an image', call('appstream:CopyImage', on(IMAGE))],
  ['delete an image', call('appstream:DeleteImage', on(IMAGE))],
  ['share an image', call('appstream:UpdateImagePermissions', on(IMAGE))],
  ['publish to another topic', call('sns:Publish', on(`${TOPIC}2`))],
  ['switch the watch', call('events:EnableRule', on('*'))],
  ['write the log of the function that copies', call('logs:PutLogEvents', on(`${LOGS}:x`))],
  ['use the key by itself', call('kms:Decrypt', on(KEY))],
  ['read the failed runs', call('sqs:ReceiveMessage', on(QUEUE))],
];

/** What AppStream has no resource for. */
const OPEN = ['DescribeImages', 'DescribeFleets', 'ListTagsForResource'];

let template: Template;
beforeAll(async () => {
  ({ template } = await packagedStack());
}, PACKAGING_TIME);

const may = (each: Call, deployment = ON) => isAllowed(template, each, deployment, 'RolloutRole');

describe('the role of the function that moves fleets', () => {
  test.each<[string, Call]>([
    ['update a fleet that follows a family', update(FLEET, FOLLOWS)],
    ['give it an image', update(IMAGE, {})],
    ['write its status', tag(on(FLEET, FOLLOWS), STATUS)],
    ['take its status away', untag(on(FLEET), 'replicate:status')],
    ['announce', call('sns:Publish', on(TOPIC))],
    ['encrypt for the topic', call('kms:GenerateDataKey', on(KEY), {}, viaKms('sns'))],
    ['keep a failed run', call('sqs:SendMessage', on(QUEUE))],
    ['write its log', call('logs:PutLogEvents', on(`${LOGS}-rollout:log-stream:1`))],
  ])('may %s', (_, needed) => expect(may(needed)).toBe(true));

  test.each(ABUSES)('may not %s', (_, abuse) => expect(may(abuse)).toBe(false));

  test('follows the tag prefix', () => {
    const mirror = { parameters: { ...ON.parameters, TagPrefix: 'mirror' } };
    expect(may(update(FLEET, { 'mirror:follow': 'cad' }), mirror)).toBe(true);
    expect(may(update(FLEET, FOLLOWS), mirror)).toBe(false);
  });

  test('has a resource for every action, save the three that AppStream gives none', () => {
    const open = allowances(template, ON, 'RolloutRole').filter(({ Resource }) =>
      Resource.includes('*'),
    );
    expect(open.flatMap(({ Action }) => Action)).toEqual(OPEN.map((name) => `appstream:${name}`));
  });

  test('allows every call that a rollout makes, and none that it never makes', async () => {
    const stage = createStage();
    await replicate(stage, 'cad-1');
    await replicate(stage, 'cad-2');
    follow(stage, EU, 'cad-1');
    const before = stage.sim.calls.length;
    await stage.rollOut();
    expect(imageOf(stage, EU)).toBe('cad-2');
    retag(stage, EU, { 'replicate:follow': undefined });
    await stage.rollOut();
    const named = asJudged(stage.sim.calls.slice(before), OPEN);
    expect(named.filter((each) => !may(each))).toEqual([]);
    const made = named.map(({ service, operation }) => `${service}:${operation}`);
    const allowed = allowances(template, ON, 'RolloutRole')
      .flatMap(({ Action }) => Action)
      .filter((action) => /^(appstream|sns):/.test(action));
    expect(new Set(made)).toEqual(new Set(allowed));
  });

  test('is described by docs/security.md, statement by statement', async () => {
    const { text, rows } = await securityDocs('What the function that moves fleets may do');
    expect(rows).toEqual(rowsOf(allowances(template, ON, 'RolloutRole')));
    expect(text).toContain(`makes ${ABUSES.length} calls that it must not make`);
  });
});

describe('the parameter Rollout', () => {
  const ids = (Rollout: string) => [
    ...new Deployed(template, { parameters: { Rollout } }).resources().keys(),
  ];

  test('brings the function with all that belongs to it, and is off by default', () => {
    const added = ids('true').filter((id) => !ids('false').includes(id));
    expect(added.toSorted()).toEqual([
      'NoRolloutSweepAlarm',
      'RolloutErrorsAlarm',
      'RolloutFailedAlarm',
      'RolloutLambdaEvConf',
      'RolloutLambdaFunction',
      'RolloutLogGroup',
      'RolloutRole',
      'RolloutSubscription',
      'RolloutSubscriptionPermission',
      'RolloutSweepRule',
      'RolloutSweepRulePermission',
      'RolloutTagRule',
      'RolloutTagRulePermission',
      'RolloutThrottlesAlarm',
    ]);
    expect([...new Deployed(template).resources().keys()]).toEqual(ids('false'));
  });

  const deployed = () => new Deployed(template, ON);
  const properties = (id: string) => deployed().resource(id).properties;
  const theFunction = () => deployed().attribute('RolloutLambdaFunction', 'Arn');

  test('leaves nothing of it in the resources that are always there', () => {
    const text = JSON.stringify([...new Deployed(template).resources().values()]);
    expect(text).not.toContain('rule/appstream-image-replicator-rollout');
    expect(text).not.toContain('function:appstream-image-replicator-rollout');
  });

  test('lets the function run every quarter of an hour, with a queue for what is not delivered', () => {
    const target = {
      Arn: theFunction(),
      DeadLetterConfig: { Arn: deployed().attribute('DeadLetters', 'Arn') },
    };
    expect(properties('RolloutSweepRule')).toMatchObject({
      ScheduleExpression: 'rate(15 minutes)',
      State: 'ENABLED',
      Targets: [target],
    });
    expect(properties('RolloutTagRule')).toMatchObject({ Targets: [target] });
    const policy = JSON.stringify(properties('DeadLettersPolicy'));
    for (const rule of ['rollout', 'rollout-tags'])
      expect(policy).toContain(`rule/appstream-image-replicator-${rule}"`);
  });

  test('wakes the function for a new replica, and for no other message', () => {
    expect(properties('RolloutSubscription')).toMatchObject({
      TopicArn: TOPIC,
      Endpoint: theFunction(),
      FilterPolicy: { outcome: ['SUCCEEDED'], operation: ['copy'] },
    });
    const sources = [
      'RolloutSweepRulePermission',
      'RolloutTagRulePermission',
      'RolloutSubscriptionPermission',
    ].map((id) => properties(id).SourceArn);
    const arnOf = (id: string) => deployed().attribute(id, 'Arn');
    expect(sources).toEqual([arnOf('RolloutSweepRule'), arnOf('RolloutTagRule'), TOPIC]);
  });

  const tagged = (resourceArn: string, more: object = {}) =>
    apiCall('TagResource', { tags: FOLLOWS, resourceArn }, more);
  const wakes = (event: object) => matchesPattern(properties('RolloutTagRule').EventPattern, event);

  test.each<[string, object]>([
    ['a user tags a fleet', tagged(HOME_FLEET)],
    [
      'a user untags a fleet',
      apiCall('UntagResource', { resourceArn: HOME_FLEET, tagKeys: ['x'] }),
    ],
    ['a service tags a fleet', tagged(HOME_FLEET, BY_SERVICE)],
  ])('wakes the function when %s', (_, event) => {
    expect(wakes(event)).toBe(true);
    expect(parseRolloutEvent(event, KEYS)).toEqual({ region: 'us-east-1' });
  });

  test.each<[string, object]>([
    ['a user tags an image', tagged(IMAGE)],
    ['a user tags a fleet of another region', tagged(FLEET)],
    [
      'it tags a fleet itself',
      tagged(HOME_FLEET, byRole('arn:aws:iam::123456789012:role/RolloutRole')),
    ],
  ])('does not wake it when %s', (_, event) => expect(wakes(event)).toBe(false));

  test('has its alarms described in docs/operations.md', async () => {
    const docs = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    for (const name of [
      'rollout-errors',
      'rollout-throttles',
      'rollout-failed',
      'no-rollout-sweep',
    ])
      expect(docs).toContain(`### ${name}\n`);
  });
});
