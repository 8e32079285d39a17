import { keys } from '../../../sim/harness/account.ts';
import type { SimImage } from '../../../sim/index.ts';
import type { Account } from '../machine/account.ts';
import { type Publication, STALE, statusesSet, type Write } from '../machine/ledger.ts';
import type { Played } from '../machine/play.ts';
import { decisionOf, wasDisturbed, wasEdited, wasSeen } from './history-of.ts';
import type { Property } from './property.ts';
import { isReplicaOf } from './sources.ts';

export const trueSuccess: Property = {
  name: 'SUCCEEDED is published only of a replica that is AVAILABLE and of this source',
  violations: ({ account }) =>
    account.ledger.publications
      .filter(({ message }) => message.outcome === 'SUCCEEDED')
      .filter(({ run, at, message: { source, destination } }) => {
        const isThere = (moment: Date) => {
          const { region = '', name = '' } = destination ?? {};
          const replica = account.simulation.world.image(region, name, moment);
          return replica?.state === 'AVAILABLE' && isReplicaOf(source, replica);
        };
        return !wasSeen(run, at, isThere);
      })
      .map((publication) => `untrue: ${say(publication)}`),
};

export const writtenFirst: Property = {
  name: 'nothing is published before the status that accounts for it is written, marked as due',
  violations: ({ account: { ledger } }) =>
    ledger.publications
      .filter(({ message }) => message.reason?.code !== 'NoRoomForStatus')
      .filter(({ run, at, message: { outcome, operation, source, destination } }) => {
        const words = operation === 'share' ? ['AVAILABLE'] : WORDS[outcome];
        const mark = operation === 'share' ? / unshared=[0-9]/ : / (due|late)=[0-9]/;
        const isAccounted = (write: Write) =>
          write.run === run &&
          write.at <= at &&
          write.input.ResourceArn === source.arn &&
          statusesSet(write).some(
            ([region, value]) =>
              region === (destination?.region ?? 'rule') &&
              words?.includes(value.split(' ')[0] ?? '') &&
              mark.test(value),
          );
        return !ledger.writes.some(isAccounted);
      })
      .map((publication) => `not written: ${say(publication)}`),
};

const WORDS: Readonly<Record<string, readonly string[]>> = {
  SUCCEEDED: ['AVAILABLE'],
  FAILED: ['FAILED'],
  LATE: ['COPYING', 'WAITING'],
};

export const publishedFirst: Property = {
  name: 'every outcome that a status records without a mark was published, unless the replica had been finished before or is gone',
  violations: ({ account }) =>
    account.ledger.writes.flatMap((write) =>
      statusesSet(write).flatMap(([region, value]) =>
        isSettledWith(account, write, region, value) &&
        isShareSettled(account, write, region, value)
          ? []
          : [`not published: ${sayWrite(write, region, value)}`],
      ),
    ),
};

function isSettledWith(account: Account, write: Write, region: string, value: string): boolean {
  const { ledger, simulation } = account;
  const outcome = { AVAILABLE: 'SUCCEEDED', FAILED: 'FAILED' }[value.split(' ')[0] ?? ''];
  if (!outcome || / due=[0-9]/.test(value)) return true;
  if (outcome === 'SUCCEEDED' && isWrittenAgain(account, write, region, value)) return true;
  const published = ledger.publications.filter(
    ({ at, message }) =>
      at <= write.at &&
      message.outcome === outcome &&
      message.operation === 'copy' &&
      message.source.arn === write.input.ResourceArn &&
      (message.destination?.region ?? 'rule') === region,
  );
  if (published.some(({ run }) => run === write.run)) return true;
  if (outcome === 'FAILED') return false;
  // Somebody may have taken the status off a finished replica, or another run may have published it since.
  const edit = lastEdit(account, write);
  const lineage = edit && replicaOf(simulation, region, value, new Date(edit))?.tags[keys.source];
  return (
    lineage !== undefined ||
    published.some(({ at }) => edit !== undefined && at >= edit) ||
    wasSeen(write.run, write.at, (moment) => {
      const replica = replicaOf(simulation, region, value, moment);
      return replica?.state !== 'AVAILABLE' || !replica.description?.includes('[replica of ');
    })
  );
}

/** When somebody last changed the source of a status. */
function lastEdit({ ledger }: Account, { at: until, input }: Write): number | undefined {
  const source = `${input.ResourceArn}`.split('/').at(-1);
  return ledger.edits.findLast(({ at, image }) => at <= until && image === source)?.at;
}

/** Whether an earlier write said so without a mark: this one tells of sharing. */
function isWrittenAgain({ ledger }: Account, write: Write, region: string, value: string): boolean {
  const head = value.split(' ').slice(0, 2).join(' ');
  return ledger.writes
    .slice(0, ledger.writes.indexOf(write))
    .some(
      (earlier) =>
        earlier.input.ResourceArn === write.input.ResourceArn &&
        statusesSet(earlier).some(
          ([key, said]) =>
            key === region && said.startsWith(`${head} `) && !/ due=[0-9]/.test(said),
        ),
    );
}

/** Whether the code of a share that failed, where it stands without a mark, was published, unless the replica is gone. */
function isShareSettled(
  { ledger, simulation }: Account,
  write: Write,
  region: string,
  value: string,
): boolean {
  const code = /^AVAILABLE .* code=(Share(?:Refused|Limit)) /.exec(value)?.[1];
  if (code === undefined || / unshared=[0-9]/.test(value)) return true;
  const isPublished = ledger.publications.some(
    ({ at, message: { operation, source, destination, reason } }) =>
      operation === 'share' &&
      at <= write.at &&
      source.arn === write.input.ResourceArn &&
      destination?.region === region &&
      reason?.code === code,
  );
  return (
    isPublished ||
    wasSeen(
      write.run,
      write.at,
      (moment) => replicaOf(simulation, region, value, moment)?.state !== 'AVAILABLE',
    )
  );
}

function replicaOf(
  { world }: Account['simulation'],
  region: string,
  value: string,
  moment: Date,
): SimImage | undefined {
  return world.image(region, / name=(\S+)/.exec(value)?.[1] ?? '', moment);
}

export const publishedOnce: Property = {
  name: 'every outcome is published once, unless a run died, overlapped or lost an answer, or somebody asked again',
  violations: (played) =>
    pairs(played, ({ message }) => message.id)
      .filter(([first, second]) => !isExcused(played, first, second))
      .map(([, second]) => `published again: ${say(second)}`),
};

export const sameId: Property = {
  name: 'an outcome that is published again has the same id',
  violations: (played) =>
    pairs(played, ({ message: { outcome, operation, source, destination, reason } }) =>
      [outcome, operation, source.arn, source.createdAt, destination?.region, reason?.code].join(
        ' ',
      ),
    )
      .filter(([first, second]) => first.message.id !== second.message.id)
      .filter(([first, second]) => !isAnother(played, first, second))
      .map(([, second]) => `another id: ${say(second)}`),
};

/** Publications of the same thing, each with the one before. */
function pairs(
  { account: { ledger } }: Played,
  what: (publication: Publication) => string,
): [Publication, Publication][] {
  const groups = Map.groupBy(ledger.publications, what).values();
  return [...groups].flatMap((those) =>
    those.flatMap((second, index): [Publication, Publication][] => {
      const first = those[index - 1];
      return first ? [[first, second]] : [];
    }),
  );
}

function isExcused(played: Played, first: Publication, second: Publication): boolean {
  const { account } = played;
  return (
    wasDisturbed(account, first.run.from, second.at) ||
    wasEdited(account, first.message.source, first.run.from, second.at)
  );
}

/** Whether the second is about another replica or a wish that was made since, or its run could not know of the first. */
function isAnother({ account }: Played, first: Publication, second: Publication): boolean {
  const { source, destination } = second.message;
  if (decisionOf(account, second).run.from - STALE < first.at) return true;
  if (ruleOf(account, first) !== ruleOf(account, second)) return true;
  const copied = account.ledger.writes.some(
    ({ operation, at, input }) =>
      operation === 'CopyImage' &&
      at >= first.run.from &&
      at <= second.at &&
      input.DestinationRegion === destination?.region,
  );
  return (
    copied ||
    wasEdited(account, source, first.run.from, second.at) ||
    (destination !== undefined && wasEdited(account, destination, first.run.from, second.at))
  );
}

/** The fingerprint of the rule under which something was announced, as the status says that accounts for it. */
function ruleOf({ ledger }: Account, { run, at, message }: Publication): string | undefined {
  const { source, destination } = message;
  const rules = ledger.writes
    .filter((write) => write.run === run && write.at <= at)
    .filter(({ input }) => input.ResourceArn === source.arn)
    .flatMap((write) => statusesSet(write))
    .filter(([region]) => region === (destination?.region ?? 'rule'))
    .map(([, value]) => / rule=(\S+)/.exec(value)?.[1]);
  return rules.at(-1);
}

function say({
  run,
  message: { outcome, operation, source, destination, reason },
}: Publication): string {
  const to = destination ? ` to ${destination.region}=${destination.name}` : '';
  return `run ${run.number}, ${outcome} of ${operation} of ${source.name}${to} ${reason?.code ?? ''}`;
}

function sayWrite({ run, input }: Write, region: string, value: string): string {
  return `run ${run.number}, ${input.ResourceArn} ${region}: ${value}`;
}
