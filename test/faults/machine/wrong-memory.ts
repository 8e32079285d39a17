import { ProcessMemory } from '../../../lib/process-memory.ts';
import type { Account } from './account.ts';
import { REGIONS } from './random-edits.ts';

/**
 * What a process might believe if nothing of it were so: some images are not there, others at rest or in flight, without
 * regard to what they are; regions are huge or empty; the watch is off.
 * @param number of the run: each believes something else
 */
export function wrongMemory(
  { simulation: { world }, clock }: Account,
  stack: string,
  number: number,
): ProcessMemory {
  const memory = new ProcessMemory();
  const now = clock.now();
  const images = world.images(stack);
  memory.noteImages(
    images.filter((_, place) => (number + place) % 3 > 0),
    now,
  );
  for (const [place, image] of images.entries())
    memory.noteRead(image, (number + place) % 2 === 0 ? 'at rest' : 'in flight', now);
  for (const [place, region] of REGIONS.entries())
    memory.notePages(region, (number + place) % 2 === 0 ? 40 : 0);
  memory.hasShared = number % 2 === 0;
  memory.hasTurnedOff = number % 3 === 0;
  return memory;
}
