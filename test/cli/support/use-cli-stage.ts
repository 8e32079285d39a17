import { beforeEach } from '@jest/globals';
import type { StageOptions } from '../../support/stage.ts';
import { type CliStage, createCliStage } from './cli.ts';

/** Sets a stage with a command line for each test of a file. `set` sets it anew, with other options. */
export function useCliStage(options?: StageOptions): CliStage & {
  set(options?: StageOptions): void;
} {
  const set = (others?: StageOptions) => void Object.assign(stage, createCliStage(others));
  const stage = { ...createCliStage(options), set };
  beforeEach(() => set(options));
  return stage;
}
