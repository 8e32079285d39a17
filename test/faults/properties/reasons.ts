import type { Message } from '../../../lib/core/message/message.ts';
import type { Call, SimImage } from '../../../sim/index.ts';
import type { Account } from '../machine/account.ts';
import type { Publication } from '../machine/ledger.ts';
import { decisionOf, wasSeen } from './history-of.ts';
import type { Property } from './property.ts';
import { isReplicaOf, readRule } from './sources.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const GIVE_UP_HOURS = 3;
const GRACE_MINUTES = 10;
const MAX_TAGS = 50;
/** What AWS answers of problems that pass. */
const PASSING = [
  'ConcurrentModificationException',
  'InternalFailure',
  'LimitExceededException',
  'ResourceAlreadyExistsException',
  'ResourceNotAvailableException',
  'ServiceUnavailable',
  'ThrottlingException',
];

export const trueReasons: Property = {
  name: 'every FAILED gives a reason that is true',
  violations: ({ account }) =>
    account.ledger.publications
      .filter(({ message }) => message.outcome === 'FAILED')
      .filter((publication) => !isTrue(account, publication))
      .map(
        ({ run, message: { source, destination, reason } }) =>
          `run ${run.number}, ${source.name} to ${destination?.region}: ${reason?.code} ${reason?.message}`,
      ),
};

function isTrue(account: Account, published: Publication): boolean {
  const publication = decisionOf(account, published);
  const { run, at, message } = publication;
  const { source, destination } = message;
  const { world } = account.simulation;
  const code = message.reason?.code ?? '';
  const seen = (holds: (moment: Date) => boolean) => wasSeen(run, at, holds);
  const sourceAt = (moment: Date) => world.image(source.region, source.name, moment);
  const replicaAt = (moment: Date) =>
    destination && world.image(destination.region, destination.name, moment);
  switch (code) {
    case 'InvalidRule':
      return seen((moment) => {
        const image = sourceAt(moment);
        return image !== undefined && !readRule(image, account, run.from).isValid;
      });
    case 'NoRoomForStatus':
      return seen((moment) => Object.keys(sourceAt(moment)?.tags ?? {}).length >= MAX_TAGS - 3);
    case 'SourceFailed':
      return seen((moment) => sourceAt(moment)?.state === 'FAILED');
    case 'IncompatibleImageException':
      return seen((moment) => sourceAt(moment)?.incompatible === true);
    case 'NameTaken':
      return seen((moment) => {
        const taker = replicaAt(moment);
        return taker !== undefined && !isCopyOf(account, source, taker);
      });
    case 'StaleReplica':
      return seen((moment) => {
        const replica = replicaAt(moment);
        return replica?.state === 'AVAILABLE' && !isReplicaOf(source, replica);
      });
    case 'IMAGE_COPY_FAILURE':
      return seen((moment) => {
        const replica = replicaAt(moment);
        return replica?.state === 'FAILED' && isReplicaOf(source, replica);
      });
    case 'ShareLimit':
      return calledInVain(account, publication, ['LimitExceededException']);
    case 'ShareRefused':
      return (
        wasRefusedForLong(account, publication, ({ error }) => error === 'AccessDeniedException') ||
        (hasWaitedLong(account, publication) && calledInVain(account, publication, PASSING)) ||
        calledInVain(account, publication, ['SomethingNewException'])
      );
    case 'GaveUp':
      return hasWaitedLong(account, publication) && !isPlainlyThere(account, publication);
    case 'RegionUnavailable':
      return wasRefusedForLong(
        account,
        publication,
        ({ region }) => region === destination?.region,
      );
    case 'AccessDeniedException':
      return wasRefusedForLong(account, publication, ({ error }) => error === code);
    default:
      return (
        !PASSING.includes(code) &&
        account.simulation.calls.some(
          (call) => call.error === code && call.at.getTime() >= run.from && call.at.getTime() <= at,
        )
      );
  }
}

/** Whether a call of the run had one of these answers, or none. */
function calledInVain(
  { simulation }: Account,
  { run, at }: Publication,
  errors: readonly string[],
): boolean {
  return simulation.calls.some(
    ({ at: when, error, status }) =>
      ((error !== undefined && errors.includes(error)) || status === 0) &&
      when.getTime() >= run.from &&
      when.getTime() <= at,
  );
}

/** Whether the product made an image out of any build of the source. */
function isCopyOf({ ledger }: Account, source: Message['source'], image: SimImage): boolean {
  return ledger.writes.some(
    ({ operation, at, region, input }) =>
      operation === 'CopyImage' &&
      at === image.createdAt.getTime() &&
      region === source.region &&
      input.SourceImageName === source.name &&
      input.DestinationImageName === image.name,
  );
}

/** Since the first build of that name: a run that had seen that one may write its status on the next. */
function hasWaitedLong(
  { ledger }: Account,
  { at, message: { source, attempts } }: Publication,
): boolean {
  const first = ledger.edits.find(
    ({ region, image }) => region === source.region && image === source.name,
  );
  const from = first?.at ?? Date.parse(source.createdAt);
  return at - from >= GIVE_UP_HOURS * HOUR || (attempts ?? 0) >= 3;
}

/** Whether the replica was to be seen, and no call said otherwise. */
function isPlainlyThere(account: Account, { run, at, message }: Publication): boolean {
  const { region = '', name = '' } = message.destination ?? {};
  const replica = account.simulation.world.image(region, name, new Date(at));
  return (
    replica?.state === 'AVAILABLE' &&
    isReplicaOf(message.source, replica) &&
    !account.simulation.calls.some(
      ({ at: when, error, status }) =>
        (error !== undefined || status === 0) &&
        error !== 'ResourceAlreadyExistsException' &&
        when.getTime() >= run.from &&
        when.getTime() <= at,
    )
  );
}

/** Such refusals now, and 10 minutes ago or more: one alone is no verdict. */
function wasRefusedForLong(
  account: Account,
  { run, at }: Publication,
  isSuch: (call: Call) => boolean,
): boolean {
  const refusals = account.simulation.calls
    .filter((call) => call.error !== undefined && isSuch(call))
    .map((call) => call.at.getTime());
  return (
    refusals.some((time) => time >= run.from && time <= at) &&
    refusals.some((time) => time <= at - GRACE_MINUTES * MINUTE)
  );
}
