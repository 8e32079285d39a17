import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  DEFAULTS,
  QUEUE,
  RENAMED,
  STACK,
  templateWith,
  useDeployment,
} from './support/use-deployment.ts';

const stage = useDeployment();

describe('a deployment to a stack that is there', () => {
  beforeEach(async () => {
    await stage.deploy(['--param', 'email=ada@example.com', '--param', 'lateAfterHours=12']);
  });

  test('keeps the parameters that are not given, and says what changes', async () => {
    const { exit, out } = await stage.deploy(['--param', 'SweepRate=rate(60 minutes)']);
    expect(exit).toBe(0);
    expect(out).toContain(`Parameters, others by default:
  email           ada@example.com (kept)
  sweepRate       rate(60 minutes) (was rate(30 minutes))
  lateAfterHours  12 (kept)
`);
    expect(out).not.toContain('Choose the link');
    expect(stage.stack.state?.parameters).toEqual({
      ...DEFAULTS,
      Email: 'ada@example.com',
      LateAfterHours: '12',
      SweepRate: 'rate(60 minutes)',
    });
  });

  test('says so when there is nothing to change', async () => {
    const { exit, out } = await stage.deploy();
    expect(exit).toBe(0);
    expect(out).toContain(`${STACK} is up to date.\n  topic      arn:aws:sns:`);
    expect(stage.stack.state?.status).toBe('CREATE_COMPLETE');
    expect(stage.stack.changeSets.size).toBe(0);
  });

  test('asks nobody when nothing is lost', async () => {
    await stage.release(templateWith(QUEUE));
    const { exit } = await stage.deploy();
    expect([exit, stage.stack.state?.status]).toEqual([0, 'UPDATE_COMPLETE']);
  });

  test('asks before a resource is replaced, and changes nothing unless the answer is yes', async () => {
    await stage.release(templateWith(RENAMED));
    const asked: string[] = [];
    const answer = (yes: boolean) => (question: string) => {
      asked.push(question);
      return yes;
    };
    const no = await stage.deploy([], { confirm: answer(false) });
    expect([no.exit, no.err]).toEqual([1, 'error: nothing was changed\n']);
    expect(stage.stack.state?.status).toBe('CREATE_COMPLETE');
    expect(stage.stack.changeSets.size).toBe(0);
    const yes = await stage.deploy([], { confirm: answer(true) });
    expect(yes.exit).toBe(0);
    expect(yes.out).toContain('  replace  Topic (AWS::SNS::Topic)\n');
    expect(stage.stack.state?.status).toBe('UPDATE_COMPLETE');
    expect(asked).toEqual(Array(2).fill('1 resource may be removed or replaced. Deploy?'));
  });

  test.each([
    ['removed', QUEUE, {}],
    ['replaced', {}, RENAMED],
  ])('is refused when a resource is %s and there is nobody to ask', async (_, now, next) => {
    await stage.release(templateWith(now));
    await stage.deploy();
    const before = stage.stack.state;
    await stage.release(templateWith(next));
    const { exit, err } = await stage.deploy();
    expect(exit).toBe(1);
    expect(err).toContain('nothing was changed. To deploy all the same, add --yes\n');
    expect(stage.stack.state).toEqual(before);
    expect((await stage.deploy(['--yes'])).exit).toBe(0);
    expect(stage.stack.state?.status).toBe('UPDATE_COMPLETE');
  });

  test('that fails says that the stack is as before', async () => {
    await stage.release(templateWith(QUEUE));
    stage.stack.failing = { id: 'Queue', reason: 'no' };
    const { exit, err } = await stage.deploy();
    expect(exit).toBe(1);
    expect(err).toContain('Queue (AWS::SQS::Queue) UPDATE_FAILED: no\n');
  });

  test('can be left, and goes on', async () => {
    await stage.release(templateWith({ ...QUEUE, Other: { Type: 'AWS::SQS::Queue' } }));
    const isOn = () => stage.stack.changeSets.size > 0;
    const { exit, err } = await stage.deploy([], { wait: isOn });
    expect([exit, stage.stack.state?.status]).toEqual([2, 'UPDATE_COMPLETE']);
    expect(err).toContain('note: no longer watching, but CloudFormation goes on');
  });
});
