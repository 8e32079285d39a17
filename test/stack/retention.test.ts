import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Deployed } from '../../sim/stack/deployed.ts';
import type { Template } from '../../sim/stack/template.ts';
import { passHours, replicateThree, retag } from '../retention/family.ts';
import { allowances, type Call, isAllowed } from '../support/iam.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';
import {
  asJudged,
  call,
  FOREIGN,
  KEY,
  LINEAGE,
  LOGS,
  NOTICE,
  on,
  QUEUE,
  REPLICA,
  rowsOf,
  SOURCE,
  securityDocs,
  TOPIC,
  tag,
  untag,
  viaKms,
} from '../support/role.ts';
import { createStage } from '../support/stage.ts';

const STATUS = { 'replicate:status:eu-west-1': 'RETIRED' };
const FAMILY = { 'replicate:family': 'cad', 'replicate:rollout': 'together' };
const ON = { parameters: { Retention: 'true' } };

const remove = (arn: string, tags: Record<string, string>) =>
  call('appstream:DeleteImage', on(arn, tags));

const ABUSES: readonly (readonly [string, Call])[] = [
  ['delete a replica without a notice', remove(REPLICA, LINEAGE)],
  ['delete an image without lineage, notice or not', remove(SOURCE, NOTICE)],
  [
    'delete an image that has a rule',
    remove(SOURCE, { ...LINEAGE, ...NOTICE, 'replicate:to': 'eu-west-1' }),
  ],
  [
    'delete a replica of an image of another region',
    remove(REPLICA, { ...NOTICE, 'replicate:source': SOURCE.replace('us-east-1', 'us-west-2') }),
  ],
  [
    'delete a replica of another prefix',
    remove(REPLICA, { 'mirror:source': SOURCE, 'mirror:retire-at': '2026-11-24T12:10:00Z' }),
  ],
  ['delete an image of another account', remove(FOREIGN, { ...LINEAGE, ...NOTICE })],
  ['give an image without lineage notice', tag(on(SOURCE), NOTICE)],
  [
    'give an image that has a rule notice',
    tag(on(SOURCE, { ...LINEAGE, 'replicate:to': 'eu-west-1' }), NOTICE),
  ],
  ['give an image a lineage', tag(on(SOURCE), LINEAGE)],
  ['give a replica another lineage', tag(on(REPLICA, LINEAGE), LINEAGE)],
  ['set a tag beside a notice', tag(on(REPLICA, LINEAGE), { ...NOTICE, team: 'cad' })],
  ['set a rule', tag(on(SOURCE), { 'replicate:to': 'eu-west-1' })],
  ['set a number to keep', tag(on(SOURCE), { 'replicate:keep': '1' })],
  ['give a source image a family', tag(on(SOURCE), FAMILY)],
  ['set a tag beside a family', tag(on(REPLICA, LINEAGE), { ...FAMILY, team: 'cad' })],
  ['write a status in another region', tag(on(REPLICA, LINEAGE), STATUS)],
  ['tag with nothing', tag(on(REPLICA, LINEAGE), {})],
  ['take a number to keep off', untag(on(SOURCE), 'replicate:keep')],
  ["take a user's tag off", untag(on(REPLICA, LINEAGE), 'team')],
  ['take a lineage off', untag(on(REPLICA, LINEAGE), 'replicate:source')],
  ['take a status off', untag(on(SOURCE), 'replicate:status:eu-west-1')],
  ['take nothing off', untag(on(REPLICA, LINEAGE))],
  ['copy an image', call('appstream:CopyImage', on(SOURCE))],
  ['share an image', call('appstream:UpdateImagePermissions', on(REPLICA, LINEAGE))],
  ['take access away', call('appstream:DeleteImagePermissions', on(REPLICA, LINEAGE))],
  ['change a fleet', call('appstream:UpdateFleet', on(SOURCE.replace(':image/', ':fleet/')))],
  ['stop a fleet', call('appstream:StopFleet', on(SOURCE.replace(':image/', ':fleet/')))],
  ['publish to another topic', call('sns:Publish', on(`${TOPIC}2`))],
  ['switch the watch', call('events:EnableRule', on('*'))],
  ['write the log of the function that copies', call('logs:PutLogEvents', on(`${LOGS}:x`))],
  ['use the key by itself', call('kms:Decrypt', on(KEY))],
  ['read the failed runs', call('sqs:ReceiveMessage', on(QUEUE))],
];

/** What AppStream has no resource for. */
const OPEN = ['DescribeImages', 'DescribeFleets', 'DescribeImageBuilders', 'ListTagsForResource'];

let template: Template;
beforeAll(async () => {
  ({ template } = await packagedStack());
}, PACKAGING_TIME);

const may = (each: Call, deployment = ON) => isAllowed(template, each, deployment, 'RetireRole');

describe('the role of the function that retires', () => {
  test.each<[string, Call]>([
    ['write a status on a source', tag(on(SOURCE), STATUS)],
    ['give a replica notice', tag(on(REPLICA, LINEAGE), NOTICE)],
    ['give a replica notice in the own region', tag(on(SOURCE, LINEAGE), NOTICE)],
    ['give a replica the family of its source', tag(on(REPLICA, LINEAGE), FAMILY)],
    ['take a family away', untag(on(REPLICA, LINEAGE), ...Object.keys(FAMILY))],
    ['take a notice away', untag(on(REPLICA, LINEAGE), 'replicate:retire-at')],
    ['delete a replica that has a notice', remove(REPLICA, { ...LINEAGE, ...NOTICE })],
    ['see whom an image is shared with', call('appstream:DescribeImagePermissions', on(REPLICA))],
    ['announce', call('sns:Publish', on(TOPIC))],
    ['encrypt for the topic', call('kms:GenerateDataKey', on(KEY), {}, viaKms('sns'))],
    ['verify what it encrypted', call('kms:Decrypt', on(KEY), {}, viaKms('sns'))],
    ['keep a failed run', call('sqs:SendMessage', on(QUEUE))],
    ['write its log', call('logs:PutLogEvents', on(`${LOGS}-retire:log-stream:1`))],
  ])('may %s', (_, needed) => expect(may(needed)).toBe(true));

  test.each(ABUSES)('may not %s', (_, abuse) => expect(may(abuse)).toBe(false));

  test('follows the tag prefix', () => {
    const mirror = { parameters: { ...ON.parameters, TagPrefix: 'mirror' } };
    const tags = { 'mirror:source': SOURCE, 'mirror:retire-at': '2026-11-24T12:10:00Z' };
    expect(may(remove(REPLICA, tags), mirror)).toBe(true);
    expect(may(remove(REPLICA, { ...LINEAGE, ...NOTICE }), mirror)).toBe(false);
  });

  test('has a resource for every action, save the four that AppStream gives none', () => {
    const open = allowances(template, ON, 'RetireRole').filter(({ Resource }) =>
      Resource.includes('*'),
    );
    expect(open.flatMap(({ Action }) => Action)).toEqual(OPEN.map((name) => `appstream:${name}`));
  });

  test('allows every call that a retirement makes, and none that it never makes', async () => {
    const stage = createStage();
    await replicateThree(stage);
    const wrong = { 'replicate:family': undefined, 'replicate:rollout': 'together' };
    retag(stage, 'eu-west-1', 'cad-3', wrong);
    const before = stage.sim.calls.length;
    await passHours(stage, 12);
    stage.sim.world.createFleet('eu-west-1', { name: 'desks', imageName: 'cad-1' });
    await passHours(stage, 13);
    const named = asJudged(stage.sim.calls.slice(before), OPEN);
    expect(named.filter((each) => !may(each))).toEqual([]);
    const made = named.map(({ service, operation }) => `${service}:${operation}`);
    const allowed = allowances(template, ON, 'RetireRole')
      .flatMap(({ Action }) => Action)
      .filter((action) => /^(appstream|sns):/.test(action));
    expect(new Set(made)).toEqual(new Set(allowed));
  });

  test('is described by docs/security.md, statement by statement', async () => {
    const { text, rows } = await securityDocs('What the function that retires may do');
    expect(rows).toEqual(rowsOf(allowances(template, ON, 'RetireRole')));
    expect(text).toContain(`makes ${ABUSES.length} calls that it must not make`);
  });
});

describe('the parameter Retention', () => {
  const ids = (Retention: string) => [
    ...new Deployed(template, { parameters: { Retention } }).resources().keys(),
  ];

  test('brings the function with all that belongs to it, and is off by default', () => {
    const added = ids('true').filter((id) => !ids('false').includes(id));
    expect(added.toSorted()).toEqual([
      'NoRetentionSweepAlarm',
      'RetireErrorsAlarm',
      'RetireLambdaEvConf',
      'RetireLambdaFunction',
      'RetireLogGroup',
      'RetireRole',
      'RetireSubscription',
      'RetireSubscriptionPermission',
      'RetireSweepRule',
      'RetireSweepRulePermission',
      'RetireThrottlesAlarm',
    ]);
    expect([...new Deployed(template).resources().keys()]).toEqual(ids('false'));
  });

  test('leaves nothing of it in the resources that are always there', () => {
    const text = JSON.stringify([...new Deployed(template).resources().values()]);
    expect(text).not.toContain('rule/appstream-image-replicator-retire');
    expect(text).not.toContain('function:appstream-image-replicator-retire');
  });

  const deployed = () => new Deployed(template, ON);
  const properties = (id: string) => deployed().resource(id).properties;
  const theFunction = () => deployed().attribute('RetireLambdaFunction', 'Arn');

  test('lets the function run every quarter of an hour, with a queue for what is not delivered', () => {
    expect(properties('RetireSweepRule')).toMatchObject({
      ScheduleExpression: 'rate(15 minutes)',
      State: 'ENABLED',
      Targets: [
        {
          Arn: theFunction(),
          DeadLetterConfig: { Arn: deployed().attribute('DeadLetters', 'Arn') },
        },
      ],
    });
    expect(JSON.stringify(properties('DeadLettersPolicy'))).toContain(
      'rule/appstream-image-replicator-retire',
    );
    expect(properties('RetireLambdaEvConf')).toMatchObject({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: deployed().attribute('FailedRuns', 'Arn') } },
    });
  });

  test('wakes the function for a new replica, and for no other message', () => {
    expect(properties('RetireSubscription')).toEqual({
      TopicArn: TOPIC,
      Protocol: 'lambda',
      Endpoint: theFunction(),
      FilterPolicy: { outcome: ['SUCCEEDED'], operation: ['copy'] },
    });
    const permissions = ['RetireSweepRulePermission', 'RetireSubscriptionPermission'].map((id) => {
      const { Principal, SourceArn } = properties(id);
      return [Principal, SourceArn];
    });
    expect(permissions).toEqual([
      ['events.amazonaws.com', deployed().attribute('RetireSweepRule', 'Arn')],
      ['sns.amazonaws.com', TOPIC],
    ]);
  });

  test('has its alarms described in docs/operations.md', async () => {
    const docs = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    for (const name of ['retire-errors', 'retire-throttles', 'no-retention-sweep'])
      expect(docs).toContain(`### ${name}\n`);
  });
});
