import type { Cloud } from './cloud.ts';
import { type Frame, type Line, rowsOf } from './frame.ts';
import { HOME, type Story } from './story.ts';

/** Simulated minutes after which a story that does not end is broken off. */
const MOST_MINUTES = 24 * 60;

/**
 * Plays a story, a simulated minute at a time, and yields what there is to see after each. It ends when all has
 * happened and the watch is off.
 * @throws when the function fails, or the story does not end within a simulated day
 */
export async function* play(story: Story, cloud: Cloud): AsyncGenerator<Frame, void> {
  const { world, clock, lambda } = cloud;
  const lastBeat = Math.max(...story.beats.map(({ minute }) => minute));
  const beats: Line[] = [];
  const messages: Line[] = [];
  for (let minute = 0; minute <= MOST_MINUTES; minute += 1) {
    const now = clock.now();
    for (const beat of story.beats.filter((each) => each.minute === minute)) {
      beat.act(world);
      beats.push({ at: now, text: beat.text });
    }
    await cloud.runDue(minute);
    const heard = cloud.inbox().slice(messages.length);
    messages.push(...heard.map(({ subject }) => ({ at: now, text: subject })));
    const watching = cloud.watch() === 'ENABLED';
    const rows = rowsOf(story.endings, world.images(HOME), now);
    yield {
      now,
      minute,
      watching,
      runs: lambda.runs,
      rows,
      beats: [...beats],
      messages: [...messages],
    };
    if (minute >= lastBeat && !watching) return;
    clock.advance(1);
  }
  throw new Error(`The story has not come to its end after ${MOST_MINUTES} simulated minutes`);
}
