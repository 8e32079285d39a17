/* Plays a story to a terminal or a pipe, and says whether it ended as it should. */

import { writeFile } from 'node:fs/promises';
import { columnsOf, type Io, paintOf, print } from '../cli/io.ts';
import type { Overview } from '../cli/overview/overview.ts';
import { report } from '../cli/render/report.ts';
import { packageStack } from '../stack/package.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { differences } from './compare.ts';
import { play } from './play.ts';
import { closing, opening, samples } from './report.ts';
import type { Story } from './story.ts';
import { createView, printer } from './view.ts';

export interface Options {
  readonly fast?: boolean;
  /** The file that the functions' logs go to. */
  readonly log?: string;
}

/**
 * Plays a story. Leaves nothing behind.
 * @param package_ packages the stack, in a folder of its own
 * @returns whether all ended as it should
 * @throws when the stack cannot be packaged, a function fails, the story does not end, or the user stops it
 */
export async function demo(
  story: Story,
  { fast, log }: Options,
  io: Io,
  package_ = packageStack,
): Promise<boolean> {
  const paint = paintOf(io.stdout, io.env);
  const say = printer(io);
  const isSlow = io.stdout.isTTY === true && !fast;
  const started = io.now();
  const ends: (() => Promise<void>)[] = [];
  try {
    say(...opening(isSlow, paint));
    io.stdout.write('Packaging the stack ... ');
    const cloud = await startCloud(story, (end) => ends.push(end), package_);
    say('done.', '');
    const overview = await show(story, cloud, isSlow, io).finally(
      () => log && writeFile(log, cloud.log),
    );
    const inbox = await cloud.inbox();
    const wrong = differences(story, overview, inbox, (region, name) =>
      cloud.world.image(region, name),
    );
    say('', paint('bold', 'What npx appstream-image-replicator status shows in the end'));
    print(io.stdout, report(overview, [], columnsOf(io.stdout), paint, {}), '');
    say(...samples(inbox, paint));
    const seconds = Math.round((io.now().getTime() - started.getTime()) / 1000);
    say(...closing({ story, overview, cloud, seconds, wrong }, paint));
    return wrong.length === 0;
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** Shows the story until its end. @returns how things are then */
async function show(story: Story, cloud: Cloud, isSlow: boolean, io: Io): Promise<Overview> {
  const view = createView(io);
  let last: Overview | undefined;
  try {
    for await (const frame of play(story, cloud)) {
      last = frame.overview;
      const seconds = view.show(frame);
      if (!(await io.wait(isSlow ? seconds : 0))) throw new Error('stopped by the user');
    }
  } finally {
    view.end();
  }
  return last ?? (await cloud.observe());
}
