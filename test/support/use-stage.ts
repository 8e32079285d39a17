/* A fresh stage for each test. */

import { beforeEach } from '@jest/globals';
import { createStage, type Stage, type StageOptions } from './stage.ts';

/** Sets a stage for each test of a file, or of a `describe`. `set` sets it anew, with other options. */
export function useStage(options?: StageOptions): Stage & { set(options?: StageOptions): void } {
  const set = (others?: StageOptions) => void Object.assign(stage, createStage(others));
  const stage = { ...createStage(options), set };
  beforeEach(() => set(options));
  return stage;
}
