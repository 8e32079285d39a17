import type { Account } from '../machine/account.ts';
import { STALE, statusesSet, type Write } from '../machine/ledger.ts';
import type { Played } from '../machine/play.ts';
import { isForgetful, wasEdited } from './history-of.ts';
import type { Property } from './property.ts';
import { isReplica } from './sources.ts';

/** Copies of one source and destination while nothing goes wrong with runs. */
const MAX_COPIES = 3;

export const copiedOnce: Property = {
  name: 'no source is copied twice to one destination unless the first replica failed or was lost before it was AVAILABLE, or somebody asked again',
  violations: (played) =>
    [...copies(played).values()].flatMap((those) =>
      those.flatMap((copy, index) => {
        const before = those[index - 1];
        return before && !mayRepeat(played, before, copy) ? [`copied again: ${say(copy)}`] : [];
      }),
    ),
};

export const fewCopies: Property = {
  name: 'a copy that fails is tried three times, and once more for each run that died, overlapped or read what was no longer true',
  violations: (played) =>
    [...copies(played).values()].flatMap((those) => {
      const [first] = those;
      return first && those.length > mostCopies(played, first)
        ? [`${those.length} copies: ${say(first)}`]
        : [];
    }),
};

export const noOnward: Property = {
  name: 'no replica is replicated onward',
  violations: (played) =>
    played.account.ledger.writes
      .filter(({ operation, image }) => operation === 'CopyImage' && image && isReplica(image))
      .map((write) => `a replica was copied: ${say(write)}`),
};

export const quotaAskedOnce: Property = {
  name: 'a run whose copy is refused for a quota tries no other copy to that region',
  violations: (played) =>
    played.account.ledger.runs
      .filter(({ refused }) => new Set(refused).size < refused.length)
      .map(({ number, refused }) => `run ${number} was refused by ${refused.join(' ')}`),
};

/** Copies that AppStream accepted, by build of the source and destination region. */
function copies({ account: { ledger } }: Played): Map<string, Write[]> {
  const accepted = ledger.writes.filter(({ operation }) => operation === 'CopyImage');
  return Map.groupBy(accepted, ({ image, input }) =>
    [image?.arn, image?.createdAt.getTime(), input.DestinationRegion].join(' '),
  );
}

/** How often a copy may be made when this was the first: people start it again, and runs overlap and die. */
function mostCopies({ account: { ledger } }: Played, { run, input }: Write): number {
  const wishes = ledger.edits.filter(
    ({ at, image }) =>
      at >= run.from && [input.SourceImageName, input.DestinationImageName].includes(image),
  );
  const lost = ledger.disturbances.filter((each) => each.at >= run.from && isForgetful(each));
  return MAX_COPIES * (1 + wishes.length) + lost.length;
}

function mayRepeat({ account }: Played, before: Write, copy: Write): boolean {
  const region = String(before.input.DestinationRegion);
  const name = String(before.input.DestinationImageName);
  const first = account.simulation.world.image(region, name, new Date(copy.at - 1));
  const stands = first?.createdAt.getTime() === before.at && first.state !== 'FAILED';
  const source = { region: copy.region, name: String(copy.input.SourceImageName) };
  return (
    (!stands && !wasRemembered(account, before, copy)) ||
    wasEdited(account, source, before.run.from, copy.at)
  );
}

/** Whether a run could know that the replica of the first copy had been AVAILABLE: what people delete then stays away. */
function wasRemembered({ ledger }: Account, before: Write, copy: Write): boolean {
  return ledger.writes.some(
    (write) =>
      write.at > before.at &&
      write.at < copy.run.from - STALE &&
      write.image?.arn === before.image?.arn &&
      statusesSet(write).some(
        ([region, value]) =>
          region === before.input.DestinationRegion && value.startsWith('AVAILABLE'),
      ),
  );
}

function say({ run, region, input }: Write): string {
  const { SourceImageName, DestinationRegion, DestinationImageName } = input;
  return `run ${run.number}, ${region}/${SourceImageName} to ${DestinationRegion}=${DestinationImageName}`;
}
