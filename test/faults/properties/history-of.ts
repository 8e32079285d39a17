import type { Account } from '../machine/account.ts';
import {
  type Disturbance,
  type Publication,
  type RunRecord,
  STALE,
  statusesSet,
} from '../machine/ledger.ts';

/** Whether something held at some moment that a run can have seen, up to `at`: it looks first and acts later. */
export function wasSeen(
  { from }: RunRecord,
  at: number,
  holds: (moment: Date) => boolean,
): boolean {
  for (let moment = at; moment >= from - STALE; moment -= 1000)
    if (holds(new Date(moment))) return true;
  return false;
}

/** Whether people did something to an image at some moment of this span, or a stale read's time before it. */
export function wasEdited(
  { ledger }: Account,
  image: { region: string; name: string },
  from: number,
  to: number,
): boolean {
  return ledger.edits.some(
    (edit) =>
      edit.region === image.region &&
      edit.image === image.name &&
      edit.at >= from - STALE &&
      edit.at <= to,
  );
}

/** Whether something that makes runs repeat themselves fell into this span. */
export function wasDisturbed({ ledger }: Account, from: number, to: number): boolean {
  return ledger.disturbances.some(({ at }) => at >= from && at <= to);
}

/** Whether a run may not have known what another did: it died, or both went on at once, or it read what was no longer true. */
export function isForgetful({ what }: Disturbance): boolean {
  return ['a run died', 'two runs at once', 'stale read'].includes(what);
}

/** When a failure was decided: its announcement may have been made by a later run. */
export function decisionOf({ ledger }: Account, publication: Publication): Publication {
  const { message } = publication;
  if (message.operation === 'share') return decisionOfShare(ledger, publication);
  const { source, destination, finishedAt } = message;
  const decided = ledger.writes.find(
    (write) =>
      write.input.ResourceArn === source.arn &&
      write.at <= publication.at &&
      statusesSet(write).some(
        ([region, value]) =>
          region === (destination?.region ?? 'rule') &&
          value.startsWith(`FAILED since=${finishedAt} `),
      ),
  );
  return decided ? { run: decided.run, at: decided.at, message } : publication;
}

/** The first write of the status that says so, of those that were made since it was asked for. */
function decisionOfShare({ writes }: Account['ledger'], publication: Publication): Publication {
  const { message, run, at } = publication;
  const { source, destination, reason } = message;
  const saying = writes.flatMap((write) =>
    statusesSet(write)
      .filter(
        ([region]) => write.input.ResourceArn === source.arn && region === destination?.region,
      )
      .filter(
        ([, value]) => value.includes(` code=${reason?.code} `) && value.includes(' unshared='),
      )
      .map(([, value]) => ({ write, asked: / asked=(\S+)/.exec(value)?.[1] })),
  );
  const last = saying.findLast(({ write }) => write.run === run && write.at <= at);
  const first = saying.find(({ asked }) => asked === last?.asked);
  return first ? { run: first.write.run, at: first.write.at, message } : publication;
}
