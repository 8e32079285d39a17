import type { Received } from '../../sim/publication.ts';
import { createStage, type Stage } from '../support/stage.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

/** Plays a scenario on a stage of its own, hands message and stage to `use`, and takes the stage down. */
export async function withTold<T>(
  { name, options, play }: Scenario,
  use: (told: Received, stage: Stage) => T | Promise<T>,
): Promise<T> {
  const stage = await createStage(options);
  try {
    await play(stage);
    const told = stage
      .inbox()
      .findLast(({ message }) => (message.reason?.code ?? message.outcome) === name);
    if (!told) throw new Error(`${name} was not told`);
    return await use(told, stage);
  } finally {
    await stage.close();
  }
}

/** Every scenario with the message that it leads to. One is played after the other: a stage redirects the SDK. */
export async function everyMessage(): Promise<readonly (Scenario & Received)[]> {
  const told: (Scenario & Received)[] = [];
  for (const scenario of SCENARIOS) {
    told.push(await withTold(scenario, (received) => ({ ...scenario, ...received })));
  }
  return told;
}
