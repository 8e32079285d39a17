/* Two source regions, with a stack and a replicated image in each, and stacks that differ. */

import { beforeEach } from '@jest/globals';
import { HOME } from '../../support/stage.ts';
import type { CliStage } from './cli.ts';
import { deployIn } from './deploy-in.ts';
import { useCliStage } from './use-cli-stage.ts';

/** `status` of the two. */
export const BOTH = ['status', '--regions', 'us-east-1,eu-west-1'];

/** Sets the two regions for each test of a file. */
export function useTwoRegions(): CliStage {
  const stage = useCliStage();
  beforeEach(async () => {
    deployIn(stage, { [HOME]: {}, 'eu-west-1': { TagPrefix: 'copy' } });
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-2' } });
    stage.sim.world.createImage('eu-west-1', { name: 'office', tags: { 'copy:to': 'eu-west-3' } });
    await stage.cli(['run', '--region', 'eu-west-1', '--no-announce']);
  });
  return stage;
}

/** AppStream lets nobody list images in a region. */
export function hideImagesOf(stage: CliStage, region: string): void {
  stage.sim.fault({
    operation: 'DescribeImages',
    region,
    times: Number.POSITIVE_INFINITY,
    effect: { error: 'AccessDeniedException', message: 'no' },
  });
}
