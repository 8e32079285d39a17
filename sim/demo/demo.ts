import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cloud, startCloud } from './cloud.ts';
import { expected } from './expected.ts';
import type { Flags } from './flags.ts';
import { found } from './found.ts';
import type { Frame } from './frame.ts';
import { play } from './play.ts';
import { checks, closing, opening, samples } from './report.ts';
import { HOME, type Story } from './story.ts';
import { judge, type Verdict } from './verdict.ts';
import { createView, painterFor, printerFor } from './view.ts';

/** Real milliseconds that a simulated minute takes when somebody is watching. */
const PACE = 100;

/**
 * Plays a story to the stream and says whether all ended as it should. Leaves nothing behind.
 * @throws when the stack cannot be packaged, the function fails, the story does not end, or `signal` is aborted
 */
export async function demo(
  story: Story,
  flags: Pick<Flags, 'fast' | 'log'>,
  stream: NodeJS.WriteStream,
  signal: AbortSignal,
): Promise<boolean> {
  const print = printerFor(stream);
  const paint = painterFor(stream);
  const pace = stream.isTTY && !flags.fast ? PACE : 0;
  const ends: (() => Promise<void>)[] = [];
  try {
    print(opening(story, pace, paint));
    stream.write('Packaging the stack ... ');
    const cloud = await startCloud(story, (end) => ends.push(end));
    print('done.\n');
    const frames = await show(story, cloud, stream, pace, signal).finally(
      () => flags.log && writeFile(flags.log, cloud.lambda.log),
    );
    const verdicts = verdictOn(story, cloud, frames);
    print(['', samples(cloud.inbox(), paint), checks(verdicts, paint)].join('\n'));
    const isRight = verdicts.every(({ differences }) => differences.length === 0);
    const { lambda, calls } = cloud;
    print(closing(frames.length - 1, lambda.runs, calls.length, isRight, paint));
    return isRight;
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

async function show(
  story: Story,
  cloud: Cloud,
  stream: NodeJS.WriteStream,
  pace: number,
  signal: AbortSignal,
): Promise<readonly Frame[]> {
  const view = createView(stream);
  const frames: Frame[] = [];
  try {
    for await (const frame of play(story, cloud)) {
      frames.push(frame);
      view.show(frame);
      signal.throwIfAborted();
      if (pace > 0) await sleep(pace, undefined, { signal });
    }
  } finally {
    view.end();
  }
  return frames;
}

function verdictOn(story: Story, cloud: Cloud, frames: readonly Frame[]): readonly Verdict[] {
  const { world } = cloud;
  const destinations = new Set(story.endings.map(({ region }) => region));
  const evidence = {
    sources: world.images(HOME),
    destinations: [...destinations].flatMap((region) => world.images(region)),
    inbox: cloud.inbox(),
    rows: frames.flatMap(({ rows }) => rows),
    watch: cloud.watch(),
  };
  return judge(expected(story), found(evidence));
}
