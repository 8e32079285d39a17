/* Ways of breaking the rollout on purpose. */

import type { Edit } from '../faults/breaks/break.ts';

/** A change of one line, and what of the claims is to notice it. */
export interface RolloutBreak extends Edit {
  readonly what: string;
  readonly noticed: string;
}

export const ROLLOUT_BREAKS: readonly RolloutBreak[] = [
  {
    what: 'move a fleet back to an older image without a pin',
    noticed: 'it does not go back unless pinned',
    file: 'lib/core/rollout/decide-fleet.ts',
    from: 'isThere || (follow.image === undefined && current && current > build)',
    to: 'isThere',
  },
  {
    what: 'move a fleet while its window is closed',
    noticed: 'its window is open',
    file: 'lib/core/rollout/move-fleet.ts',
    from: 'rule?.window && !isOpen(rule.window, now)',
    to: 'false',
  },
  {
    what: 'move a fleet that somebody moved by hand',
    noticed: 'what somebody changed by hand stays until a newer image comes',
    file: 'lib/core/rollout/move-fleet.ts',
    from: 'own && isLeftAlone(fleetCase, own, build)',
    to: 'own && false',
  },
  {
    what: 'move a fleet before every region has the image',
    noticed: 'a rollout together waits for every region',
    file: 'lib/core/rollout/family-image.ts',
    from: "usable.filter(({ gate }) => gate.is === 'open')",
    to: 'usable',
  },
  {
    what: 'move a fleet to an image of a stopped rollout once its source image is gone',
    noticed: 'a rollout together waits for every region',
    file: 'lib/core/rollout/family-image.ts',
    from: 'tags[rollout] === TOGETHER',
    to: 'false',
  },
  {
    what: 'update a fleet without a status that accounts for it',
    noticed: 'a status accounts for it',
    file: 'lib/run/apply-rollout.ts',
    from: 'await this.#write(before);',
    to: '',
  },
  {
    what: 'forget what an earlier run could not announce',
    noticed: 'not announced',
    file: 'lib/core/rollout/decide-fleet.ts',
    from: 'if (!status?.due) return next;',
    to: 'return next;',
  },
];
