/* `doctor` in an account in which all is there for automatic operation. */

import { beforeEach } from '@jest/globals';
import type { Report } from '../../../cli/schemas/doctor.ts';
import type { CliStage } from './cli.ts';
import { makeHealthy } from './healthy.ts';
import { parseOutput } from './schema.ts';
import { useCliStage } from './use-cli-stage.ts';

export interface Doctor {
  readonly stage: CliStage;
  /** Runs `doctor --json`. */
  examine(): Promise<Report & { readonly exit: number }>;
}

/** Makes an account healthy for each test of a file. */
export function useDoctor(): Doctor {
  const stage = useCliStage();
  beforeEach(() => makeHealthy(stage));
  return {
    stage,
    async examine() {
      const { exit, out } = await stage.cli(['doctor', '--json']);
      return { exit, ...parseOutput('doctor', out) };
    },
  };
}
