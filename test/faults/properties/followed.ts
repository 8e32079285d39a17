import { keys } from '../../../sim/harness/account.ts';
import { statusesSet, type Write } from '../machine/ledger.ts';
import type { Played } from '../machine/play.ts';
import { wasEdited } from './history-of.ts';
import type { Property } from './property.ts';
import { iso } from './sources.ts';

export const followed: Property = {
  name: 'a copy that has started is followed to its end, also when the rule no longer asks for it',
  violations: (played) =>
    played.account.ledger.writes
      .filter(({ operation }) => operation === 'CopyImage')
      .filter((copy) => isLost(played, copy))
      .map(
        ({ run, region, input }) =>
          `run ${run.number}, ${region}/${input.SourceImageName} to ${input.DestinationRegion}=${input.DestinationImageName}`,
      ),
};

/** Whether source and replica are there to the end, untouched by people, and nobody was told an end. */
function isLost({ account }: Played, { at, run, image: source, input }: Write): boolean {
  const { world } = account.simulation;
  const region = String(input.DestinationRegion);
  const name = String(input.DestinationImageName);
  const replica = world.image(region, name);
  const present = source && world.image(source.region, source.name);
  if (!source || present?.createdAt.getTime() !== source.createdAt.getTime()) return false;
  if (replica?.createdAt.getTime() !== at || replica.state !== 'AVAILABLE') return false;
  if (wasEdited(account, { region, name }, at, account.now())) return false;
  // A copy of an image that was built anew after the run had looked says of itself that it is of the earlier build.
  if (!String(input.DestinationImageDescription).includes(iso(source.createdAt))) return false;
  // What a run could not remember, or another overwrote that saw what had been before, is known by its rule alone.
  const isForgettable =
    run.ending !== 'done' ||
    account.ledger.disturbances.some((each) => each.what === 'stale read' && each.at >= at);
  if (isForgettable && wasEdited(account, source, run.from, account.now())) return false;
  const status = keys.status(region);
  const isForgotten = account.ledger.edits.some(
    ({ what, at: when }) => when >= at && what.includes(status),
  );
  if (isForgotten) return false;
  // An end that cannot be announced for long gives way to another rule.
  const isDue = account.ledger.writes.some((write) =>
    statusesSet(write).some(
      ([key, value]) => key === region && value.includes(`name=${name}`) && / due=/.test(value),
    ),
  );
  // Nor is one of a replica that cannot be seen.
  const isOver = account.isOff(region) || wasEdited(account, source, at, account.now());
  if (isDue && isOver) return false;
  const createdAt = iso(source.createdAt);
  return !account.ledger.publications.some(
    ({ at: announcedAt, message: { outcome, source: of, destination } }) =>
      announcedAt > at &&
      outcome !== 'LATE' &&
      of.arn === source.arn &&
      of.createdAt === createdAt &&
      destination?.region === region &&
      destination.name === name,
  );
}
