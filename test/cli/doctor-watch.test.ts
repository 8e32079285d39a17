import { describe, expect, test } from '@jest/globals';
import { WATCH } from '../../sim/harness/account.ts';
import { HOME, keys } from '../support/stage.ts';
import { useDoctor } from './support/use-doctor.ts';

const { stage, examine } = useDoctor();

const DISABLED = { check: 'rule: watch', state: 'ok', detail: 'watch is DISABLED' };

function disable(): void {
  stage.sim.world.createRule(WATCH, 'DISABLED');
}

async function watchLine() {
  const { exit, lines } = await examine();
  return { exit, line: lines.find(({ check }) => check === 'rule: watch') };
}

describe('a watch that is disabled', () => {
  test('while something is in flight is to be enabled', async () => {
    await stage.look('cad');
    expect((await watchLine()).line?.state).toBe('ok');
    disable();
    expect(await watchLine()).toEqual({
      exit: 2,
      line: {
        check: 'rule: watch',
        state: 'todo',
        detail: 'watch is DISABLED, and 1 destination is in flight',
        advice:
          'The next sweep enables it. To enable it now:\nnpx appstream-image-replicator run --region us-east-1',
      },
    });
    await stage.cli(['run']);
    expect((await watchLine()).line?.detail).toBe('watch is ENABLED');
  });

  test('while a message is to be published is to be enabled', async () => {
    await stage.look('cad');
    stage.clock.advance(60);
    stage.sim.fault({ operation: 'Publish', times: 99, effect: { error: 'NotFoundException' } });
    await expect(stage.look('cad')).rejects.toThrow();
    disable();
    expect((await watchLine()).line?.detail).toMatch(/1 destination is in flight$/);
  });

  test.each([
    ['what has not begun', async () => {}],
    [
      'what has ended',
      async () => {
        await stage.look('cad');
        await stage.settle();
      },
    ],
    [
      'what is late',
      async () => {
        stage.sim.world.setState(HOME, 'cad', 'PENDING');
        await stage.look('cad');
        await stage.pass(7 * 60);
        expect(stage.status('cad', 'eu-west-1')).toContain(' late=');
      },
    ],
    [
      'what is only to be cleared',
      async () => {
        stage.sim.world.setState(HOME, 'cad', 'PENDING');
        await stage.look('cad');
        const key = keys.status('eu-west-1');
        stage.sim.world.setTags(HOME, 'cad', { [key]: `${stage.status('cad', 'eu-west-1')}` });
        disable();
      },
    ],
  ])('is no problem for %s', async (_, happen) => {
    await happen();
    expect(await watchLine()).toEqual({ exit: 0, line: DISABLED });
  });

  test.each(['ListTagsForResource', 'DescribeImages'])(
    'may be one where AWS refuses %s: what is in flight is not known',
    async (operation) => {
      await stage.look('cad');
      disable();
      const effect = { error: 'AccessDeniedException', message: 'not allowed' };
      stage.sim.fault({ operation, times: Number.POSITIVE_INFINITY, effect });
      expect(await watchLine()).toEqual({
        exit: 0,
        line: {
          check: 'rule: watch',
          state: 'unknown',
          detail: 'watch is DISABLED; whether something is in flight is not known',
        },
      });
    },
  );
});
