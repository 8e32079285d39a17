import { expect, test } from '@jest/globals';
import { HOME, keys } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const stage = useStage();

const build = (name: string) =>
  stage.sim.world.createImage(HOME, { name, tags: { [keys.to]: EU } });
const failedSteps = () =>
  stage.logs
    .filter(({ level, message }) => level === 'error' && message === 'step failed')
    .map(({ fields }) => fields.reason);

test('each status that cannot be written has a line of the log, not only the first', async () => {
  for (const name of ['one', 'two']) build(name);
  const effect = { error: 'AccessDeniedException', message: 'an explicit deny' };
  stage.sim.fault({ operation: 'TagResource', region: HOME, times: 2, effect });
  await expect(stage.deliver({ trigger: 'sweep' })).rejects.toThrow("2 of the run's steps failed");
  expect(failedSteps()).toEqual([
    expect.stringMatching(/the status of one .* an explicit deny/),
    expect.stringMatching(/the status of two .* an explicit deny/),
  ]);
});

test('each message that cannot be published is named with its image and outcome', async () => {
  for (const name of ['one', 'two']) {
    build(name);
    stage.sim.world.createImage(EU, { name });
  }
  stage.sim.world.createImage(HOME, { name: 'bad', tags: { [keys.to]: 'nowhere' } });
  const effect = { error: 'AuthorizationErrorException', message: 'not yours', status: 403 };
  stage.sim.fault({ operation: 'Publish', times: 3, effect });
  await expect(stage.deliver({ trigger: 'sweep' })).rejects.toThrow("3 of the run's steps failed");
  const because = 'could not be published: AuthorizationErrorException: not yours';
  expect(failedSteps().toSorted()).toEqual([
    `Error: FAILED of bad ${because}`,
    `Error: FAILED of one to ${EU} ${because}`,
    `Error: FAILED of two to ${EU} ${because}`,
  ]);
});
