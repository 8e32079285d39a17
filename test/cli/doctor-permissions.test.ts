import { expect, test } from '@jest/globals';
import { useDoctor } from './support/use-doctor.ts';

const { stage, examine } = useDoctor();

test.each([
  ['', 'ok'],
  ['111122223333', 'todo'],
])(
  'a role that may not share: it matters to a stack with shareAccounts=%s as %s',
  async (accounts, state) => {
    stage.deploy({ ShareAccounts: accounts });
    stage.aws.answers.set('SimulatePrincipalPolicy', (input) => ({
      IsTruncated: false,
      EvaluationResults: Object.values(input)
        .filter((action) => /^(appstream|sns|events):/.test(`${action}`))
        .map((EvalActionName) => ({
          EvalActionName,
          EvalDecision: `${EvalActionName}`.endsWith('ImagePermissions')
            ? 'implicitDeny'
            : 'allowed',
        })),
    }));
    const { lines } = await examine();
    const line = lines.find(({ check }) => check === 'permissions');
    expect(line?.state).toBe(state);
    if (state === 'todo') expect(line?.detail).toContain('appstream:UpdateImagePermissions');
  },
);

test('the roles of the functions for old replicas and for fleets are examined where they are deployed', async () => {
  const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const permissions = async () =>
    (await examine()).lines.filter(({ check }) => check.startsWith('permissions'));
  expect(await permissions()).toHaveLength(1);
  stage.deploy({}, { RetireRoleArn: role('retire'), RolloutRoleArn: role('rollout') });
  const asked = new Set<unknown>();
  stage.aws.answers.set('SimulatePrincipalPolicy', (input) => {
    const action = input['ActionNames.member.1'];
    asked.add(`${input.PolicySourceArn} ${action}`);
    const EvalDecision = action === 'appstream:UpdateFleet' ? 'explicitDeny' : 'allowed';
    return { IsTruncated: false, EvaluationResults: [{ EvalActionName: action, EvalDecision }] };
  });
  expect(await permissions()).toMatchObject([
    { check: 'permissions', state: 'ok' },
    { check: 'permissions: retire', state: 'ok' },
    {
      check: 'permissions: rollout',
      state: 'todo',
      detail: expect.stringContaining('UpdateFleet'),
    },
  ]);
  expect(asked).toContain(`${role('retire')} appstream:DeleteImage`);
});
