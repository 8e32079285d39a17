import { HOME, type Stage, type StageOptions } from '../support/stage.ts';

export const IMAGE = 'cad-2026-11';
export const EU = 'eu-west-1';

/** How a message comes about, with the product on a stage. The message is the last that is announced. */
export interface Scenario {
  /** Outcome, or the code of a failure. */
  readonly name: string;
  /** When it is announced. */
  readonly when: string;
  readonly options?: StageOptions;
  play(stage: Stage): Promise<unknown>;
}

/** AWS refuses the copy with an error. */
export function refused(error: string, when: string, message: string): Scenario {
  return {
    name: error,
    when,
    async play(stage) {
      stage.sim.fault({ operation: 'CopyImage', effect: { error, message } });
      build(stage);
      await stage.look(IMAGE);
    },
  };
}

/** The image is made; five minutes have passed since whatever was before. */
export function build(stage: Stage, tags: Record<string, string> = { 'replicate:to': EU }): void {
  stage.clock.advance(5);
  stage.sim.world.createImage(HOME, { name: IMAGE, tags });
}

/** A run for the image, then ticks for ten minutes. */
export async function waitTenMinutes(stage: Stage): Promise<void> {
  await stage.look(IMAGE);
  for (let minutes = 0; minutes < 10; minutes += 1) await stage.tick();
}
