import { keys } from '../../../sim/harness/account.ts';
import type { SimImage } from '../../../sim/index.ts';
import type { Account } from '../machine/account.ts';
import { STALE, statusesSet, type Write } from '../machine/ledger.ts';
import type { Played } from '../machine/play.ts';
import { wasEdited } from './history-of.ts';
import type { Property } from './property.ts';
import { type Expected, iso, isReplica, isReplicaOf, readRule, tagsOfReplica } from './sources.ts';

export const replicas: Property = {
  name: 'every destination of a valid rule ends with one AVAILABLE replica of the right lineage and tags, or with FAILED',
  violations: ({ account, history, ...played }) =>
    history.stacks.flatMap((stack) =>
      account.simulation.world
        .images(stack)
        .filter((image) => !isReplica(image))
        .flatMap((source) =>
          readRule(source, account).wanted.flatMap((wanted) =>
            atDestination({ account, history, ...played }, source, wanted).map(
              (what) => `${stack}/${source.name} to ${wanted.region}=${wanted.name}: ${what}`,
            ),
          ),
        ),
    ),
};

function atDestination(played: Played, source: SimImage, { region, name }: Expected): string[] {
  const { account } = played;
  const status = source.tags[keys.status(region)];
  if (!status) return ['nothing is remembered'];
  const written = account.ledger.writes.findLast(
    (write) =>
      write.image?.arn === source.arn &&
      statusesSet(write).some(([key, value]) => key === region && value === status),
  );
  // What people write into a status is theirs.
  if (!written || !status.startsWith('AVAILABLE')) return [];
  const replica = account.simulation.world.image(region, name);
  const first = firstOf(account, written, region, status);
  const since =
    replica && isReplicaOf(sourceOf(source), replica)
      ? replica.createdAt.getTime()
      : first.run.from;
  if (wasEdited(account, { region, name }, since, account.now())) return [];
  if (replica?.state !== 'AVAILABLE') return [`the replica is ${replica?.state ?? 'absent'}`];
  if (!isReplicaOf(sourceOf(source), replica)) return ['the replica is not of this source'];
  return hasRightTags(played, source, replica, first)
    ? []
    : [`the replica's tags are ${JSON.stringify(replica.tags)}`];
}

/** The write that first said so: later ones take the mark of the announcement off, or tell of sharing. */
function firstOf(account: Account, last: Write, region: string, status: string): Write {
  const head = status.split(' ').slice(0, 2).join(' ');
  const says = (write: Write) =>
    write.image?.arn === last.image?.arn &&
    statusesSet(write).some(([key, value]) => key === region && value.startsWith(`${head} `));
  return account.ledger.writes.find(says) ?? last;
}

function sourceOf({ region, name, createdAt }: SimImage) {
  return { region, name, createdAt: iso(createdAt) };
}

/**
 * Tags that the source had when the run looked, or has had by the end. A rule that was changed meanwhile adds tags and
 * takes none away.
 */
function hasRightTags(
  { account }: Played,
  source: SimImage,
  replica: SimImage,
  { at, run }: Write,
): boolean {
  const seen = (moment: number) =>
    account.simulation.world.image(source.region, source.name, new Date(moment));
  const before = account.ledger.edits
    .filter(({ region, image }) => region === source.region && image === source.name)
    .map((edit) => seen(edit.at - 1000));
  const isBuild = ({ createdAt }: SimImage) => createdAt.getTime() === source.createdAt.getTime();
  const isEarlier = ([key, value]: [string, string]) =>
    before.some((image) => image && isBuild(image) && tagsOfReplica(image)[key] === value);
  for (let moment = at; moment >= run.from - STALE; moment -= 1000) {
    const image = seen(moment);
    if (!image) continue;
    const wanted = tagsOfReplica(image);
    const rest = Object.entries(replica.tags).filter(
      ([key, value]) => key !== keys.shared && wanted[key] !== value,
    );
    const isThere = Object.entries(wanted).every(([key, value]) => replica.tags[key] === value);
    if (isThere && rest.every(isEarlier)) return true;
  }
  return false;
}
