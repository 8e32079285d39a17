import { describe, expect, test } from '@jest/globals';
import { passHours } from '../retention/family.ts';
import { runAws, shellWords } from '../support/aws.ts';
import { HOME, type Stage } from '../support/stage.ts';
import { withMessage } from './announced.ts';
import { OLD_REPLICA, RETIRED, RETIRING } from './retention-scenarios.ts';

const { region, name } = OLD_REPLICA;
const commandsIn = (text = '') => text.split('\n').filter((line) => line.startsWith('aws '));
const run = (command: string, { sim }: Stage) => runAws(shellWords(command), sim.answer);

describe('the message that a replica is to be deleted', () => {
  test('says which, when at the earliest, why, and how to keep it', async () => {
    await withMessage(RETIRING, ({ message, subject, email, attributes }) => {
      expect(message).toMatchObject({
        operation: 'retire',
        source: { name, region: HOME },
        destination: OLD_REPLICA,
        family: 'cad',
        reason: {
          code: 'BeyondKeep',
          message: `the family cad keeps the newest 1 in each region, and this is number 2 in ${region}`,
        },
      });
      expect(subject).toMatch(
        /^RETIRING: cad-2026-10 in eu-west-1, 20\d\d-\d\d-\d\d \d\d:\d\d UTC$/,
      );
      expect(email).toMatch(
        /^cad-2026-10 in eu-west-1 will be deleted after 20.* UTC, unless you keep it\.\n/,
      );
      expect(attributes).toMatchObject({ outcome: 'RETIRING', operation: 'retire' });
    });
  });

  test('is at least a day ahead of the delete that it announces', async () => {
    await withMessage(RETIRING, ({ message }, { clock }) => {
      const { retireAt } = message.outcome === 'RETIRING' ? message : { retireAt: '' };
      expect(Date.parse(retireAt) - clock.now().getTime()).toBeGreaterThanOrEqual(86_400_000);
    });
  });

  test.each([
    ['keeping more', [0], false],
    ['taking its source image out of the family', [1], false],
    ['taking both out of the family, when the source image is deleted later', [1, 2], true],
  ])('has commands that keep it: %s', async (_, places, isDeleted) => {
    await withMessage(RETIRING, async ({ message }, stage) => {
      const commands = commandsIn(message.reason?.hint);
      expect(commands).toHaveLength(3);
      for (const place of places) await run(commands[place] ?? '', stage);
      if (isDeleted) stage.sim.world.deleteImage(HOME, name);
      await passHours(stage, 50);
      expect(stage.sim.world.image(region, name)?.tags['replicate:retire-at']).toBeUndefined();
    });
  });

  test('has a command that keeps a replica whose source image is gone', async () => {
    const play: typeof RETIRING.play = async (stage) => {
      await RETIRING.play(stage);
      stage.sim.world.deleteImage(HOME, name);
      stage.clock.advance(1);
      stage.sim.world.setTags(region, name, {
        ...stage.sim.world.image(region, name)?.tags,
        'replicate:retire-at': 'none of ours',
      });
      await stage.retire();
    };
    await withMessage({ ...RETIRING, play }, async ({ message }, stage) => {
      const [, leave = ''] = commandsIn(message.reason?.hint);
      expect(leave).toContain(`:${region}:`);
      await run(leave, stage);
      await passHours(stage, 50);
      expect(stage.sim.world.image(region, name)?.state).toBe('AVAILABLE');
    });
  });
});

test('the message that a replica was deleted says which and when', async () => {
  await withMessage(RETIRED, ({ message, subject, email }) => {
    expect(message).toMatchObject({ operation: 'retire', destination: OLD_REPLICA });
    expect(message).toHaveProperty('finishedAt');
    expect(message).not.toHaveProperty('reason');
    expect(subject).toBe('RETIRED: cad-2026-10 in eu-west-1');
    expect(email).toMatch(
      /^cad-2026-10 in eu-west-1 was deleted, because its family has newer images there\.\n/,
    );
  });
});
