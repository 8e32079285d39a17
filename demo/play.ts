/* Plays a story, a simulated minute at a time. */

import { isInSync, type Overview } from '../cli/overview/overview.ts';
import { createChanges } from '../cli/render/changes.ts';
import type { Cloud } from './cloud.ts';
import type { Story } from './story.ts';

/** Simulated minutes after which a story that does not end is broken off. */
const MOST_MINUTES = 24 * 60;

/** What there is to see at one moment. */
export interface Frame {
  readonly overview: Overview;
  readonly isWatching: boolean;
  readonly runs: number;
  readonly messages: number;
  /** What somebody has done in the account since the frame before. */
  readonly beats: readonly string[];
  /** What has come of it: destinations that changed, then messages. */
  readonly effects: readonly string[];
}

/**
 * Yields what there is to see after each minute. It ends when all has happened, the watch is off, and no run would change anything.
 * @throws when a function fails, or the story does not end within a simulated day
 */
export async function* play({ beats }: Story, cloud: Cloud): AsyncGenerator<Frame, void> {
  const { world, clock } = cloud;
  const lastBeat = Math.max(...beats.map(({ minute }) => minute));
  const changesIn = createChanges();
  let messages = 0;
  for (let minute = 0; minute <= MOST_MINUTES; minute += 1) {
    const due = beats.filter((beat) => beat.minute === minute);
    for (const beat of due) beat.act(world);
    await cloud.runDue(minute);
    const overview = await cloud.observe();
    const received = (await cloud.inbox()).slice(messages);
    messages += received.length;
    const isWatching = cloud.isWatching();
    yield {
      overview,
      isWatching,
      runs: cloud.runs,
      messages,
      beats: due.map(({ text }) => text),
      effects: [...changesIn(overview), ...received.map(({ subject }) => `message: ${subject}`)],
    };
    if (minute >= lastBeat && !isWatching && isInSync(overview)) return;
    clock.advance(1);
  }
  throw new Error(`The story has not come to its end after ${MOST_MINUTES} simulated minutes`);
}
