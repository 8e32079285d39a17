import { beforeAll, expect, test } from '@jest/globals';
import { Deployed } from '../../sim/stack/deployed.ts';
import type { Template } from '../../sim/stack/template.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await packagedStack());
}, PACKAGING_TIME);

const ids = (parameters: Readonly<Record<string, string>>) => [
  ...new Deployed(template, { parameters }).resources().keys(),
];
const addedBy = (parameters: Readonly<Record<string, string>>) => {
  const plain = ids({});
  return ids(parameters).filter((id) => !plain.includes(id));
};
const ON = { ShareAccounts: '111122223333', Retention: 'true', Rollout: 'true' };
const NAMES = Object.keys(ON);
const COMBINATIONS = Array.from({ length: 2 ** NAMES.length }, (_, bits) =>
  Object.fromEntries(Object.entries(ON).filter((_, place) => (bits >> place) % 2 === 1)),
);
const actionsOf = (parameters: Readonly<Record<string, string>>, role: string) =>
  JSON.stringify(new Deployed(template, { parameters }).resources().get(role) ?? '');

test.each(COMBINATIONS)(
  'with %j there is what each of the parameters brings, and nothing else',
  (on) => {
    const expected = Object.entries(on).flatMap(([name, value]) => addedBy({ [name]: value }));
    expect(addedBy(on).toSorted()).toEqual(expected.toSorted());
    expect(ids(on).includes('RetireRole')).toBe('Retention' in on);
    expect(ids(on).includes('RolloutRole')).toBe('Rollout' in on);
  },
);

test.each(COMBINATIONS)('with %j each role may do what it is for, and nothing else', (on) => {
  const copies = actionsOf(on, 'ReplicatorRole');
  expect(copies.includes('UpdateImagePermissions')).toBe('ShareAccounts' in on);
  expect(copies).not.toContain('UpdateFleet');
  const retires = actionsOf(on, 'RetireRole');
  expect(retires.includes('appstream:DeleteImage')).toBe('Retention' in on);
  expect(retires).not.toMatch(/CopyImage|UpdateFleet|UpdateImagePermissions/);
  const moves = actionsOf(on, 'RolloutRole');
  expect(moves.includes('appstream:UpdateFleet')).toBe('Rollout' in on);
  expect(moves).not.toMatch(/CopyImage|DeleteImage|UpdateImagePermissions/);
});
