import type { Received } from '../../sim/publication.ts';
import { createStage, type Stage } from '../support/stage.ts';
import { RETIRED, RETIRING } from './retention-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

/** Plays a scenario on a stage of its own, and hands message and stage to `use`. */
export async function withMessage<T>(
  { name, options, play }: Scenario,
  use: (received: Received, stage: Stage) => T | Promise<T>,
): Promise<T> {
  const stage = createStage(options);
  await play(stage);
  const received = stage
    .inbox()
    .findLast(({ message }) => [message.reason?.code, message.outcome].includes(name));
  if (!received) throw new Error(`${name} was not announced`);
  return await use(received, stage);
}

/** A scenario with the message that it leads to. */
export type AnnouncedScenario = Scenario & Received;

/** Milliseconds to grant to playing every scenario on a busy machine; an idle one takes about two seconds. */
export const PLAYING_TIME = 60_000;

let played: Promise<readonly AnnouncedScenario[]> | undefined;

/** Every scenario with its message. They are played once for each process, so that whoever asks gets the same. */
export function everyMessage(): Promise<readonly AnnouncedScenario[]> {
  played ??= play();
  return played;
}

function play(): Promise<readonly AnnouncedScenario[]> {
  const messages = [...SCENARIOS, RETIRING, RETIRED].map((scenario) =>
    withMessage(scenario, (received) => ({ ...scenario, ...received })),
  );
  return Promise.all(messages);
}
