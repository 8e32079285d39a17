import { describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { type Answer, Refusal } from './support/aws.ts';
import { useDoctor } from './support/use-doctor.ts';

const { stage, examine } = useDoctor();

const denied: Answer = () => {
  throw new Refusal('AccessDenied', 'not allowed');
};

describe('doctor does not report as missing what is there', () => {
  test('a trail with advanced selectors that take what is needed', async () => {
    stage.aws.answers.set('GetEventSelectors', () => ({
      AdvancedEventSelectors: [
        {
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Management'] },
            { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] },
          ],
        },
      ],
    }));
    expect((await examine()).exit).toBe(0);
  });

  test('a trail without selectors', async () => {
    stage.aws.answers.set('GetEventSelectors', () => ({ EventSelectors: [] }));
    expect((await examine()).exit).toBe(0);
  });

  test('a second trail does where the first does not log', async () => {
    stage.aws.answers.set('DescribeTrails', () => ({
      trailList: [
        { Name: 'old', TrailARN: 'old' },
        { Name: 'new', TrailARN: 'new' },
      ],
    }));
    stage.aws.answers.set('GetTrailStatus', ({ Name }) => ({ IsLogging: Name === 'new' }));
    expect((await examine()).exit).toBe(0);
  });

  test('a second trail does where the first may not be read', async () => {
    stage.aws.answers.set('DescribeTrails', () => ({
      trailList: [
        { Name: 'organization', TrailARN: 'organization' },
        { Name: 'own', TrailARN: 'own' },
      ],
    }));
    stage.aws.answers.set('GetEventSelectors', (input, region) =>
      input.TrailName === 'own' ? { EventSelectors: [] } : denied(input, region),
    );
    const { lines } = await examine();
    const line = lines.find(({ check }) => check === 'trail');
    expect(line).toMatchObject({ state: 'ok', detail: expect.stringMatching(/^own logs/) });
  });

  test('no confirmation of a subscription that was deleted, which SNS lists for days', async () => {
    stage.aws.answers.set('ListSubscriptionsByTopic', ({ TopicArn }) => ({
      Subscriptions: [
        { SubscriptionArn: `${TopicArn}:1`, Endpoint: 'ada@example.com' },
        { SubscriptionArn: 'Deleted', Endpoint: 'bob@example.com' },
      ],
    }));
    const { exit, lines } = await examine();
    const line = lines.find(({ check }) => check === 'subscriptions');
    expect([exit, line?.detail]).toEqual([0, '1 confirmed']);
  });

  test('room for a replica that is there already', async () => {
    await stage.look('cad');
    stage.aws.answers.set('GetServiceQuota', ({ QuotaCode }) => ({
      Quota: { Value: QuotaCode === 'L-E1182CCA' ? 1 : 2 },
    }));
    expect((await examine()).exit).toBe(0);
  });

  test('no rule yet', async () => {
    stage.sim.world.deleteImage(HOME, 'cad');
    const { exit, lines } = await examine();
    expect(exit).toBe(0);
    expect(lines.at(-1)?.detail).toBe('no image in us-east-1 has a rule yet');
  });
});

describe('what cannot be seen is unknown, and does not hide the rest', () => {
  test.each([
    ['DescribeStacks', 'stack'],
    ['ListStackResources', 'rules'],
    ['DescribeTrails', 'trail'],
    ['GetTrailStatus', 'trail'],
    ['GetEventSelectors', 'trail'],
    ['SimulatePrincipalPolicy', 'permissions'],
    ['GetServiceQuota', 'eu-west-1: quotas'],
  ])('%s denied', async (operation, check) => {
    stage.aws.answers.set(operation, denied);
    const { exit, lines } = await examine();
    const line = lines.find((each) => each.check === check);
    expect([exit, line?.state]).toEqual([0, 'unknown']);
    expect(line?.advice).toContain(`:${operation}`);
    expect(lines.filter(({ state }) => state === 'ok').length).toBeGreaterThan(3);
  });

  test.each(['AccessDeniedException', 'ThrottlingException'])(
    'the images of a destination region, for %s',
    async (error) => {
      stage.sim.fault({
        operation: 'DescribeImages',
        region: 'eu-west-1',
        times: Number.POSITIVE_INFINITY,
        effect: { error },
      });
      const { exit, lines } = await examine();
      expect([exit, lines.at(-1)]).toEqual([
        0,
        expect.objectContaining({ check: 'eu-west-1', state: 'unknown' }),
      ]);
    },
  );

  test('the images of the source region', async () => {
    stage.sim.fault({
      operation: 'DescribeImages',
      times: Number.POSITIVE_INFINITY,
      effect: { error: 'AccessDeniedException', message: 'not allowed' },
    });
    const { exit, lines } = await examine();
    expect([exit, lines.at(-1)?.check, lines.at(-1)?.state]).toEqual([
      0,
      'destinations',
      'unknown',
    ]);
  });

  test('the tags of images, which are named; and no line is about rules that are not known', async () => {
    stage.sim.world.createImage(HOME, { name: 'office', tags: { 'replicate:to': 'eu-west-1' } });
    stage.sim.fault({
      operation: 'ListTagsForResource',
      times: Number.POSITIVE_INFINITY,
      effect: { error: 'AccessDeniedException', message: 'not allowed' },
    });
    const { exit, lines } = await examine();
    expect([exit, lines.slice(-3)]).toEqual([
      0,
      [
        {
          check: 'tags',
          state: 'unknown',
          detail: expect.stringMatching(/^cad, office: cannot be checked, AccessDeniedException: /),
          advice: 'To check it, you need the permission appstream:ListTagsForResource.',
        },
        { check: 'allowed regions', state: 'ok', detail: 'all' },
        { check: 'retention', state: 'ok', detail: 'off' },
      ],
    ]);
  });

  test('the tags of one image, beside what is known of the others', async () => {
    stage.sim.world.createImage(HOME, { name: 'office', tags: { 'replicate:to': 'eu-west-2' } });
    stage.sim.fault({
      operation: 'ListTagsForResource',
      match: (input) => JSON.stringify(input).includes('image/office'),
      times: Number.POSITIVE_INFINITY,
      effect: { error: 'AccessDeniedException', message: 'not allowed' },
    });
    const { lines } = await examine();
    expect(lines.find(({ check }) => check === 'tags')?.detail).toMatch(
      /^office: cannot be checked/,
    );
    expect(lines.map(({ check }) => check)).toContain('eu-west-1');
  });

  test('quotas that Service Quotas does not know', async () => {
    stage.aws.answers.set('GetServiceQuota', () => {
      throw new Refusal('NoSuchResourceException');
    });
    stage.aws.answers.set('GetAWSDefaultServiceQuota', () => {
      throw new Refusal('NoSuchResourceException');
    });
    expect((await examine()).lines.at(-1)).toMatchObject({ state: 'unknown' });
  });
});
