/* A family of images, for tests of retention and rollout. */

import { HOME, type Stage } from './stage.ts';

export const EU = 'eu-west-1';

/** Builds an image of the family, an hour after what was before, and has it copied to its end. */
export async function replicate(
  stage: Stage,
  name: string,
  changes: Record<string, string | undefined> = {},
): Promise<void> {
  stage.clock.advance(60);
  const rule = changed({ 'replicate:to': EU, 'replicate:family': 'cad' }, changes);
  stage.sim.world.createImage(HOME, { name, tags: rule });
  await stage.look(name);
  await stage.settle();
}

/** Tags with some changed; undefined takes one away. */
export function changed(
  tags: Readonly<Record<string, string>> = {},
  changes: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const set = Object.entries({ ...tags, ...changes }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return Object.fromEntries(set);
}
