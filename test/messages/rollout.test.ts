import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { FLEET_FAILURES } from '../../lib/core/message/failure-code.ts';
import { messageSchema } from '../../lib/core/message/message-schema.ts';
import { EU, follow, imageOf, passMinutes, replicate, retag, statusOf } from '../rollout/fleets.ts';
import { readAws, runAws, shellWords } from '../support/aws.ts';
import { HOME, type Stage } from '../support/stage.ts';
import { withMessage } from './announced.ts';
import { FLEET_SCENARIOS, ROLLED_OUT, ROLLOUT_STOPPED } from './rollout-scenarios.ts';

const FLEET = 'arn:aws:appstream:eu-west-1:123456789012:fleet/design';
const commandsIn = (text = '') => text.split('\n').filter((line) => line.startsWith('aws '));
const run = (command: string, { sim }: Stage) => runAws(shellWords(command), sim.answer);

describe('the message that a fleet has another image', () => {
  test('names the fleet, the image before and after, and the source image', async () => {
    await withMessage(ROLLED_OUT, ({ message, subject, email, attributes }) => {
      const image = (name: string) => `arn:aws:appstream:${EU}:123456789012:image/${name}`;
      expect(message).toMatchObject({
        operation: 'rollout',
        source: { name: 'cad-2026-11', region: HOME },
        destination: { name: 'cad-2026-11', region: EU },
        fleet: {
          arn: FLEET,
          name: 'design',
          region: EU,
          imageBefore: { arn: image('cad-2026-10'), name: 'cad-2026-10' },
          image: { arn: image('cad-2026-11'), name: 'cad-2026-11' },
        },
      });
      expect(() => v.parse(messageSchema, message)).not.toThrow();
      expect(subject).toBe('ROLLED_OUT: cad-2026-11 for design in eu-west-1');
      expect(email).toMatch(/^The fleet design in eu-west-1 now uses cad-2026-11\.\n/);
      expect(email).toContain('Sessions go on; an instance in use keeps the old image');
      expect(email).toContain('To drain the fleet sooner');
      expect(attributes).toMatchObject({
        outcome: 'ROLLED_OUT',
        operation: 'rollout',
        fleet: 'design',
      });
    });
  });

  test('has commands that AWS knows, and the last one goes back and stays there', async () => {
    await withMessage(ROLLED_OUT, async ({ message }, stage) => {
      const { hint } = message.outcome === 'ROLLED_OUT' ? message : { hint: '' };
      const commands = commandsIn(hint);
      expect(commands.map((command) => readAws(shellWords(command)).operation)).toEqual([
        'DescribeSessions',
        'ExpireSession',
        'TagResource',
      ]);
      await run(commands.at(-1) ?? '', stage);
      await replicate(stage, 'cad-2026-12');
      await passMinutes(stage, 60);
      expect(imageOf(stage, EU)).toBe('cad-2026-10');
    });
  });

  test('of an image outside the family has a command that goes back until a newer image comes', async () => {
    const play: typeof ROLLED_OUT.play = async (stage) => {
      await replicate(stage, 'cad-1');
      stage.sim.world.createImage(EU, { name: 'other' });
      follow(stage, EU, 'other');
      await stage.rollOut();
    };
    await withMessage({ ...ROLLED_OUT, play }, async ({ message }, stage) => {
      const { hint } = message.outcome === 'ROLLED_OUT' ? message : { hint: '' };
      await run(commandsIn(hint).at(-1) ?? '', stage);
      await passMinutes(stage, 60);
      expect(imageOf(stage, EU)).toBe('other');
      expect(statusOf(stage, EU)).toContain('code=ChangedByHand');
    });
  });
});

describe('the message that a fleet cannot have its image', () => {
  test('of an image whose source image is gone has a command that gives it to the fleet', async () => {
    const play: typeof ROLLOUT_STOPPED.play = async (stage) => {
      await ROLLOUT_STOPPED.play(stage);
      retag(stage, EU, { 'replicate:status': undefined });
      stage.sim.world.deleteImage(HOME, 'cad-2026-11');
      await stage.rollOut();
    };
    await withMessage({ ...ROLLOUT_STOPPED, play }, async ({ message }, stage) => {
      expect(message.reason?.message).toContain('its source image is gone');
      for (const command of commandsIn(message.reason?.hint)) await run(command, stage);
      await stage.rollOut();
      expect(imageOf(stage, EU)).toBe('cad-2026-11');
    });
  });

  test('is played for every code', () => {
    const played = FLEET_SCENARIOS.map(({ name }) => name);
    expect(played.toSorted()).toEqual(Object.keys(FLEET_FAILURES).toSorted());
  });

  test.each(FLEET_SCENARIOS)(
    '$name: is valid, and has a hint with commands that AWS knows',
    async (scenario) => {
      await withMessage(scenario, ({ message, subject, email }) => {
        expect(message).toMatchObject({
          outcome: 'FAILED',
          operation: 'rollout',
          fleet: { arn: FLEET },
          reason: { code: scenario.name },
        });
        expect(() => v.parse(messageSchema, message)).not.toThrow();
        expect(subject.length).toBeLessThan(100);
        expect(email).toContain('The fleet design in eu-west-1 could not be updated');
        for (const command of commandsIn(message.reason?.hint))
          expect(readAws(shellWords(command)).service).toBe('appstream');
      });
    },
  );

  /** Places of the commands of the hint, after which the fleet has its image. */
  const ways: readonly (readonly [
    code: string,
    commands: readonly number[],
    mend?: (stage: Stage) => void,
  ])[] = [
    ['InvalidFleetTags', [1]],
    ['OtherPlatform', [0]],
    ['RolloutStopped', [0]],
    [
      'IncompatibleImageException',
      [],
      (stage) => stage.sim.world.setFleetTags(EU, 'design', { 'replicate:follow': 'cad' }),
    ],
    ['AccessDeniedException', [0], (stage) => stage.sim.clearFaults()],
    ['GaveUp', [0], (stage) => stage.sim.clearFaults()],
  ];
  test.each(ways)(
    '%s: doing what it says, commands %j, ends in ROLLED_OUT',
    async (...[code, places, mend]) => {
      const scenario = FLEET_SCENARIOS.find(({ name }) => name === code);
      if (!scenario) throw new Error(`no scenario for ${code}`);
      await withMessage(scenario, async ({ message }, stage) => {
        mend?.(stage);
        const commands = commandsIn(message.reason?.hint);
        for (const place of places) await run(commands[place] ?? '', stage);
        await passMinutes(stage, 60);
        expect(imageOf(stage, EU)).toBe('cad-2026-11');
        expect(stage.inbox().at(-1)?.message.outcome).toBe('ROLLED_OUT');
      });
    },
  );
});
