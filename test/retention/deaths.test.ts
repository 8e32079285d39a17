import { describe, expect, test } from '@jest/globals';
import { announced, EU, passHours, replicasIn, replicateThree } from './family.ts';
import { Machine } from './machine/machine.ts';

/** Three replicas of which two are old, so many hours after they got notice; undefined for before that. */
async function prepare(hours: number | undefined): Promise<Machine> {
  const machine = new Machine();
  await replicateThree(machine.stage);
  if (hours !== undefined) {
    await machine.run({ skew: 0 });
    machine.stage.clock.advance(hours * 60);
  }
  return machine;
}

describe.each([
  ['gives notice', undefined],
  ['deletes', 25],
])('a run that %s', (_, hours) => {
  test('may die before and after each call that writes: the end is the same', async () => {
    const whole = await prepare(hours);
    const before = whole.stage.sim.calls.length;
    await whole.run({ skew: 0 });
    const writes = whole.stage.sim.calls
      .slice(before)
      .flatMap(({ operation }, place) => (/^(Describe|List)/.test(operation) ? [] : [place + 1]));
    expect(writes.length).toBeGreaterThan(5);
    for (const at of writes)
      for (const when of ['before', 'after'] as const) {
        const machine = await prepare(hours);
        await machine.run({ skew: 0, dies: { at, when } });
        await passHours(machine.stage, 26);
        const { stage, violations } = machine;
        expect(violations).toEqual([]);
        expect(replicasIn(stage)).toEqual(['cad-3']);
        expect(new Set(announced(stage))).toEqual(
          new Set(['RETIRING cad-1', 'RETIRING cad-2', 'RETIRED cad-1', 'RETIRED cad-2']),
        );
        const ids = stage.inbox().map(({ message }) => message.id);
        expect(new Set(ids).size).toBe(7);
        for (const name of ['cad-1', 'cad-2'])
          expect(stage.status(name, EU)).toMatch(/^RETIRED (?!.*\bdue=)/);
      }
  }, 120_000);
});
