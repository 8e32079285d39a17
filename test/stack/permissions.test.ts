import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Template } from '../../sim/stack/template.ts';
import { allowances, type Call, isAllowed } from '../support/iam.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';
import {
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
  type Target,
  TOPIC,
  tag,
  untag,
  viaKms,
} from '../support/role.ts';
import { ACCOUNT } from '../support/stage.ts';

const WATCH = `arn:aws:events:us-east-1:${ACCOUNT}:rule/appstream-image-replicator-watch`;
const STATUS = { 'replicate:status:eu-west-1': 'COPYING' };

const NEEDED: readonly (readonly [string, Call])[] = [
  ['list images', call('appstream:DescribeImages')],
  ['read the tags of an image', call('appstream:ListTagsForResource')],
  ['copy an image, checked as the source', call('appstream:CopyImage', on(SOURCE))],
  ['copy an image, checked as the replica', call('appstream:CopyImage', on(REPLICA))],
  ['write a status on a source', tag(on(SOURCE), STATUS)],
  ['write two statuses at once', tag(on(SOURCE), { ...STATUS, 'replicate:status:rule': 'FAILED' })],
  ['forget a status of a source', untag(on(SOURCE), 'replicate:status:eu-west-1')],
  ['tag a replica', tag(on(REPLICA), { ...LINEAGE, team: 'cad' })],
  ['tag a replica in the own region', tag(on(SOURCE), { ...LINEAGE, team: 'cad' })],
  ['take a tag off a replica that no longer follows', untag(on(REPLICA, LINEAGE), 'team')],
  ['take several off one in the own region', untag(on(SOURCE, LINEAGE), 'team', 'cost:centre')],
  ['remove a failed replica', call('appstream:DeleteImage', on(REPLICA, LINEAGE))],
  ['announce an outcome', call('sns:Publish', on(TOPIC))],
  ['turn the watch on', call('events:EnableRule', on(WATCH))],
  ['turn the watch off', call('events:DisableRule', on(WATCH))],
  ['encrypt for the topic', call('kms:GenerateDataKey', on(KEY), {}, viaKms('sns'))],
  ['verify what it encrypted', call('kms:Decrypt', on(KEY), {}, viaKms('sns'))],
  ['encrypt for the queue', call('kms:GenerateDataKey', on(KEY), {}, viaKms('sqs'))],
  ['keep a failed run', call('sqs:SendMessage', on(QUEUE))],
  ['begin a log', call('logs:CreateLogStream', on(`${LOGS}:log-stream:1`))],
  ['write a log', call('logs:PutLogEvents', on(`${LOGS}:log-stream:1`))],
];

const share = (operation: string, target: Target) => call(`appstream:${operation}`, target);
const WITH_SHARING = { parameters: { ShareAccounts: '111122223333' } };

/** Needed, and allowed, only where the stack allows accounts. */
const NEEDED_TO_SHARE: readonly (readonly [string, Call])[] = [
  ['see how a source is shared', share('DescribeImagePermissions', on(SOURCE))],
  ['see how a replica is shared', share('DescribeImagePermissions', on(REPLICA, LINEAGE))],
  ['share a replica', share('UpdateImagePermissions', on(REPLICA, LINEAGE))],
  ['share a replica no longer', share('DeleteImagePermissions', on(REPLICA, LINEAGE))],
];

const ABUSES: readonly (readonly [string, Call])[] = [
  [
    'delete a replica that has a notice',
    call('appstream:DeleteImage', on(REPLICA, { ...LINEAGE, ...NOTICE })),
  ],
  ['give a replica notice', tag(on(REPLICA), { ...LINEAGE, ...NOTICE })],
  ['take a notice off a replica', untag(on(REPLICA, LINEAGE), 'replicate:retire-at')],
  ['delete an image without lineage', call('appstream:DeleteImage', on(SOURCE))],
  [
    'delete an image with tags of its own',
    call('appstream:DeleteImage', on(SOURCE, { ...STATUS, 'replicate:to': 'eu-west-1' })),
  ],
  [
    'delete an image that has a rule, lineage or not',
    call('appstream:DeleteImage', on(SOURCE, { ...LINEAGE, 'replicate:to': 'eu-west-1' })),
  ],
  [
    'delete a replica of another region',
    call(
      'appstream:DeleteImage',
      on(REPLICA, { 'replicate:source': SOURCE.replace('us-east-1', 'us-west-2') }),
    ),
  ],
  [
    'delete a replica of another prefix',
    call('appstream:DeleteImage', on(REPLICA, { 'mirror:source': SOURCE })),
  ],
  ['delete an image of another account', call('appstream:DeleteImage', on(FOREIGN, LINEAGE))],
  ['copy an image of another account', call('appstream:CopyImage', on(FOREIGN))],
  [
    'copy into another account',
    call('appstream:CopyImage', on(REPLICA.replace(ACCOUNT, '999999999999'))),
  ],
  ['share an image', share('UpdateImagePermissions', on(SOURCE))],
  ['take access to an image away', share('DeleteImagePermissions', on(SOURCE))],
  [
    'share an image that has a rule, lineage or not',
    share('UpdateImagePermissions', on(SOURCE, { ...LINEAGE, 'replicate:to': 'eu-west-1' })),
  ],
  [
    'share a replica of another prefix',
    share('UpdateImagePermissions', on(REPLICA, { 'mirror:source': SOURCE })),
  ],
  ['share an image of another account', share('UpdateImagePermissions', on(FOREIGN, LINEAGE))],
  ['tag a source with a rule', tag(on(SOURCE), { 'replicate:to': 'eu-west-1' })],
  ["tag a source with a user's tag beside a status", tag(on(SOURCE), { ...STATUS, team: 'cad' })],
  ['write a status in another region', tag(on(REPLICA), STATUS)],
  ['tag an image with nothing', tag(on(SOURCE), {})],
  ['tag a replica without lineage', tag(on(REPLICA), { team: 'cad' })],
  ['tag a replica with a foreign lineage', tag(on(REPLICA), { 'replicate:source': FOREIGN })],
  ['tag a fleet', tag(on(SOURCE.replace(':image/', ':fleet/')), LINEAGE)],
  ['tag an image builder', tag(on(SOURCE.replace(':image/', ':image-builder/')), STATUS)],
  ['tag an image of another account', tag(on(FOREIGN), LINEAGE)],
  ["untag a user's tag beside a status", untag(on(SOURCE), 'replicate:status:eu-west-1', 'team')],
  ['untag a rule', untag(on(SOURCE), 'replicate:to')],
  ["untag a rule beside a user's tag", untag(on(SOURCE), 'team', 'replicate:to')],
  ['untag a lineage', untag(on(REPLICA, LINEAGE), 'replicate:source')],
  ["untag a lineage beside a user's tag", untag(on(REPLICA, LINEAGE), 'team', 'replicate:source')],
  ['untag a status of a replica', untag(on(REPLICA, LINEAGE), 'replicate:status:eu-west-1')],
  ['untag nothing', untag(on(REPLICA, LINEAGE))],
  ['untag a fleet', untag(on(REPLICA.replace(':image/', ':fleet/')), 'team')],
  ['untag an image of another account', untag(on(FOREIGN), 'team')],
  ['publish to another topic', call('sns:Publish', on(`${TOPIC}2`))],
  ['publish to a phone', call('sns:Publish')],
  ['subscribe to the topic', call('sns:Subscribe', on(TOPIC))],
  ['enable another rule', call('events:EnableRule', on(WATCH.replace('-watch', '-sweep')))],
  ['change the watch', call('events:PutRule', on(WATCH))],
  ['use the key by itself', call('kms:Decrypt', on(KEY))],
  ['use the key for another service', call('kms:Decrypt', on(KEY), {}, viaKms('s3'))],
  ['use another key', call('kms:Decrypt', on(KEY.replace('/Key', '/other')), {}, viaKms('sns'))],
  ['read the failed runs', call('sqs:ReceiveMessage', on(QUEUE))],
  ['write the log of another function', call('logs:PutLogEvents', on(`${LOGS}-2:log-stream:1`))],
  ['delete its log', call('logs:DeleteLogGroup', on(LOGS))],
];

/** What no condition key can prevent; docs/security.md says so. */
const RISKS: readonly (readonly [string, Call])[] = [
  ["take a user's tag off any image", untag(on(SOURCE), 'team')],
  ["set a user's tag on any image, beside a lineage", tag(on(SOURCE), { ...LINEAGE, team: 'x' })],
  ['set a rule, beside a lineage', tag(on(SOURCE), { ...LINEAGE, 'replicate:to': 'eu-west-1' })],
  ['delete an image that it gave a lineage', call('appstream:DeleteImage', on(SOURCE, LINEAGE))],
];

const RISKS_OF_SHARING: readonly (readonly [string, Call])[] = [
  ['share an image that it gave a lineage', share('UpdateImagePermissions', on(SOURCE, LINEAGE))],
];

describe("the function's role", () => {
  let template: Template;
  beforeAll(async () => {
    ({ template } = await packagedStack());
  }, PACKAGING_TIME);

  test.each(NEEDED)('may %s', (_, needed) => {
    expect(isAllowed(template, needed)).toBe(true);
  });

  test.each(ABUSES)('may not %s', (_, abuse) => {
    expect(isAllowed(template, abuse)).toBe(false);
    expect(isAllowed(template, abuse, WITH_SHARING)).toBe(false);
  });

  test.each(NEEDED_TO_SHARE)('may %s only where the stack allows accounts', (_, needed) => {
    expect(isAllowed(template, needed, WITH_SHARING)).toBe(true);
    expect(isAllowed(template, needed)).toBe(false);
  });

  test.each(RISKS_OF_SHARING)('in the wrong hands could %s, with sharing', (_, risk) => {
    expect(isAllowed(template, risk, WITH_SHARING)).toBe(true);
  });

  test.each(RISKS)('in the wrong hands could %s', (_, risk) => {
    expect(isAllowed(template, risk)).toBe(true);
  });

  test('is allowed no action that is never needed', () => {
    const actions = (calls: readonly (readonly [string, Call])[]) =>
      new Set(calls.map(([, { service, operation }]) => `${service}:${operation}`));
    const allowed = (deployment = {}) =>
      new Set(allowances(template, deployment).flatMap(({ Action }) => Action));
    expect(allowed()).toEqual(actions(NEEDED));
    expect(allowed(WITH_SHARING)).toEqual(actions([...NEEDED, ...NEEDED_TO_SHARE]));
  });

  test('has a resource for every action, save the two that AppStream gives none', () => {
    const open = allowances(template, WITH_SHARING).filter(({ Resource }) =>
      Resource.includes('*'),
    );
    const actions = open.flatMap(({ Action }) => Action);
    expect(actions).toEqual(['appstream:DescribeImages', 'appstream:ListTagsForResource']);
  });

  test('follows the tag prefix', () => {
    const mirror = { parameters: { TagPrefix: 'mirror' } };
    const remove = (tags: Record<string, string>) =>
      isAllowed(template, call('appstream:DeleteImage', on(REPLICA, tags)), mirror);
    expect(remove(LINEAGE)).toBe(false);
    expect(remove({ 'mirror:source': SOURCE })).toBe(true);
    expect(isAllowed(template, tag(on(SOURCE), STATUS), mirror)).toBe(false);
    expect(
      isAllowed(template, tag(on(SOURCE), { 'mirror:status:eu-west-1': 'COPYING' }), mirror),
    ).toBe(true);
    expect(isAllowed(template, untag(on(REPLICA), 'mirror:source'), mirror)).toBe(false);
    expect(isAllowed(template, untag(on(REPLICA), 'replicate:source'), mirror)).toBe(true);
  });

  test("uses the user's key when there is one", () => {
    const given = { parameters: { KmsKeyArn: KEY.replace('/Key', '/given') } };
    const decrypt = (arn: string) =>
      isAllowed(template, call('kms:Decrypt', on(arn), {}, viaKms('sns')), given);
    expect(decrypt(KEY)).toBe(false);
    expect(decrypt(given.parameters.KmsKeyArn)).toBe(true);
  });

  test('is described by docs/security.md, statement by statement', async () => {
    const { text, rows } = await securityDocs('What the function may do');
    expect(rows).toEqual(rowsOf(allowances(template, WITH_SHARING)));
    expect(text).toContain(`makes ${ABUSES.length} calls that it must not make`);
  });
});
