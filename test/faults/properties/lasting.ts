import { keys } from '../../../sim/harness/account.ts';
import { STALE, statusesSet, type Write } from '../machine/ledger.ts';
import type { Played } from '../machine/play.ts';
import { isForgetful, wasEdited } from './history-of.ts';
import type { Property } from './property.ts';
import { iso, isReplica, isReplicaOf } from './sources.ts';

const DAY = 24 * 3_600_000;

/** What one image may cause on one day at most, whatever AWS refuses and for however long. */
export const PER_IMAGE_AND_DAY = {
  /** Copies of one start, to one region. */
  copies: 3,
  deletes: 2,
  /** Messages of one start, about one region, by their ids: LATE of a wait and of a copy, an end, its correction, a share. */
  ids: 5,
  /** One message again, when SNS takes it and says that it did not: the SDK makes three tries of each. */
  sameId: 350,
  calls: 3_500,
  /** One a minute, where the watch cannot be turned off either; some hundred otherwise. */
  failedRuns: 1_500,
  lines: 1_600,
} as const;

export const restrained: Property = {
  name: 'what one image causes on one day is bounded, whatever AWS refuses and for however long',
  violations: (played) => [...writesOf(played), ...messagesOf(played), ...effortOf(played)],
};

/** Copies and deletes, by source and destination: people may start each again, and overlapping runs may not know. */
function writesOf(played: Played): string[] {
  const { writes } = played.account.ledger;
  const kinds = [
    ['CopyImage', PER_IMAGE_AND_DAY.copies],
    ['DeleteImage', PER_IMAGE_AND_DAY.deletes],
  ] as const;
  return kinds.flatMap(([operation, most]) => {
    const those = writes.filter((write) => write.operation === operation);
    return [...Map.groupBy(those, placeOf)].flatMap(([place, each]) =>
      each.length > most * startsOf(played) ? [`${each.length} ${operation}: ${place}`] : [],
    );
  });
}

function placeOf({ operation, region, input }: Write): string {
  return operation === 'CopyImage'
    ? `${input.DestinationRegion}=${input.DestinationImageName}`
    : `${region}=${input.Name}`;
}

/** How often anything was started at most: at first, by what people did, and by runs that did not know of each other. */
function startsOf({ account: { ledger } }: Played): number {
  return 1 + ledger.edits.length + ledger.disturbances.filter(isForgetful).length;
}

function messagesOf(played: Played): string[] {
  const { publications } = played.account.ledger;
  const byPlace = Map.groupBy(publications, ({ message: { source, destination } }) =>
    [source.arn, source.createdAt, destination?.region].join(' '),
  );
  const byId = Map.groupBy(publications, ({ message }) => message.id);
  return [
    ...[...byPlace].flatMap(([place, those]) =>
      new Set(those.map(({ message }) => message.id)).size >
      PER_IMAGE_AND_DAY.ids * startsOf(played)
        ? [`${those.length} messages: ${place}`]
        : [],
    ),
    ...[...byId].flatMap(([, those]) =>
      those.length > PER_IMAGE_AND_DAY.sameId * (1 + Math.floor(spanOf(played) / DAY))
        ? [`${those.length} times the message ${those[0]?.message.outcome}`]
        : [],
    ),
  ];
}

function spanOf({ account }: Played): number {
  return account.now() - (account.ledger.runs[0]?.from ?? account.now());
}

/** Calls, failed runs and lines of the log on the last day of the history. */
function effortOf({ account, history }: Played): string[] {
  const since = account.now() - DAY;
  const runs = account.ledger.runs.filter(({ from }) => from >= since);
  const images = Math.max(
    1,
    ...history.stacks.map((stack) => account.simulation.world.images(stack).length),
  );
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const efforts = [
    ['calls', sum(runs.map(({ calls }) => calls))],
    ['failedRuns', runs.filter(({ ending }) => ending !== 'done').length],
    ['lines', sum(runs.map(({ lines }) => lines))],
  ] as const;
  return efforts.flatMap(([what, count]) =>
    count > PER_IMAGE_AND_DAY[what] * images * history.stacks.length
      ? [`${count} ${what} for ${images} images`]
      : [],
  );
}

export const nothingAvailable: Property = {
  name: 'no image is deleted that is AVAILABLE',
  violations: ({ account }) =>
    account.ledger.writes
      .filter(({ operation, image }) => operation === 'DeleteImage' && image?.state === 'AVAILABLE')
      .map(({ run, region, image }) => `run ${run.number} deleted ${region}/${image?.name}`),
};

export const noFalseFailure: Property = {
  name: 'no FAILED of ours remains in the end over an AVAILABLE replica, unless AWS refuses to show or tag it',
  violations: (played) =>
    played.history.stacks.flatMap((stack) =>
      played.account.simulation.world
        .images(stack)
        .filter((image) => !isReplica(image))
        .flatMap((source) =>
          Object.entries(source.tags)
            .filter(([key, value]) => isOurFailure(played, source.arn, key, value))
            .map(([key, value]) => [key.slice(keys.statusPrefix.length), value] as const)
            .filter(([region, value]) => isFalse(played, source, region, value))
            .map(([region, value]) => `${stack}/${source.name} to ${region}: ${value}`),
        ),
    ),
};

function isOurFailure({ account }: Played, arn: string, key: string, value: string): boolean {
  return (
    / name=/.test(value) &&
    value.startsWith('FAILED ') &&
    account.ledger.writes.some(
      (write) =>
        write.input.ResourceArn === arn &&
        statusesSet(write).some(([region, set]) => keys.status(region) === key && set === value),
    )
  );
}

function isFalse(
  played: Played,
  source: { arn: string; name: string; region: string; createdAt: Date },
  region: string,
  value: string,
): boolean {
  const { account, history } = played;
  const name = / name=(\S+)/.exec(value)?.[1] ?? '';
  const replica = account.simulation.world.image(region, name);
  const build = { ...source, createdAt: iso(source.createdAt) };
  if (replica?.state !== 'AVAILABLE' || !isReplicaOf(build, replica)) return false;
  // What was done to the source before its copy was made is no edit since.
  const since = replica.createdAt.getTime() + STALE;
  const isRefused = history.steps.some((step) => step.do === 'refuse') || account.isOff(region);
  return (
    !isRefused &&
    !wasEdited(account, { region, name }, since, account.now()) &&
    !wasEdited(account, source, since, account.now())
  );
}
