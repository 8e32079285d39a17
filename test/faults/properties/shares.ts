import { keys } from '../../../sim/harness/account.ts';
import type { SimImage } from '../../../sim/index.ts';
import type { Account } from '../machine/account.ts';
import { statusesSet, type Write } from '../machine/ledger.ts';
import type { Played } from '../machine/play.ts';
import { wasSeen } from './history-of.ts';
import type { Property } from './property.ts';
import { iso, isReplica, isReplicaOf, readRule, readShare } from './sources.ts';

/** What an account may use an image for, in one word; nothing at all is undefined. */
function useOf(image: SimImage | undefined, account: string): string | undefined {
  const { allowFleet, allowImageBuilder } = image?.sharedWith?.[account] ?? {};
  return (
    [allowFleet && 'fleets', allowImageBuilder && 'builders'].filter(Boolean).join(' ') || undefined
  );
}

/** What accounts are to use the replicas of an image for, in the same words. */
function asked(source: SimImage, allowed: readonly string[]): ReadonlyMap<string, string> {
  const share = readShare(source.tags, allowed);
  if (!share.isAsSource) return share.uses;
  const mirrored = allowed.flatMap((account): [string, string][] => {
    const use = useOf(source, account);
    return use ? [[account, use]] : [];
  });
  return new Map(mirrored);
}

export const sharedAsAsked: Property = {
  name: 'every AVAILABLE replica ends shared exactly as its source asks, but for what people did to it, or it is announced that it cannot be',
  violations: (played) =>
    played.history.stacks.flatMap((stack) =>
      played.account.simulation.world
        .images(stack)
        .filter((image) => !isReplica(image))
        .flatMap((source) =>
          readRule(source, played.account).wanted.flatMap((wanted) =>
            sharedOtherwise(played, source, wanted).map(
              (what) => `${stack}/${source.name} to ${wanted.region}: ${what}`,
            ),
          ),
        ),
    ),
};

function sharedOtherwise(
  { account }: Played,
  source: SimImage,
  { region, name }: { region: string; name: string },
): string[] {
  const allowed = account.accountsAt(account.now());
  const replica = account.simulation.world.image(region, name);
  const status = source.tags[keys.status(region)] ?? '';
  const isShared = status.startsWith('AVAILABLE ') && !/ (code=Share|due=|unshared=)/.test(status);
  if (!isShared || !wasWritten(account, source.arn, region, status)) return [];
  if (allowed.length === 0 || account.isOff(region) || replica?.state !== 'AVAILABLE') return [];
  if (!isReplicaOf({ ...source, createdAt: iso(source.createdAt) }, replica)) return [];
  const uses = asked(source, allowed);
  const accounts = new Set([...uses.keys(), ...Object.keys(replica.sharedWith ?? {})]);
  return (
    [...accounts]
      .filter((each) => useOf(replica, each) !== uses.get(each))
      .filter((each) => !isOfPeople(account, replica, each))
      // What was mirrored of an account that the stack does not allow any more is not remembered.
      .filter((each) => allowed.includes(each) || !wasMirrored(account, replica))
      .map((each) => `${each} has ${useOf(replica, each)} in the place of ${uses.get(each)}`)
  );
}

function wasWritten({ ledger }: Account, arn: string, region: string, status: string): boolean {
  return ledger.writes.some(
    (write) =>
      write.input.ResourceArn === arn &&
      statusesSet(write).some(([key, value]) => key === region && value === status),
  );
}

/** Whether people gave an account access to this very replica, or took it away. */
function isOfPeople({ ledger }: Account, replica: SimImage, account: string): boolean {
  return ledger.edits.some(
    ({ at, region, image, what }) =>
      at >= replica.createdAt.getTime() &&
      region === replica.region &&
      image === replica.name &&
      what.includes('"share"') &&
      what.includes(account),
  );
}

function wasMirrored({ ledger }: Account, replica: SimImage): boolean {
  return ledger.writes.some(
    ({ operation, input, at }) =>
      operation === 'TagResource' &&
      input.ResourceArn === replica.arn &&
      at >= replica.createdAt.getTime() &&
      Object(input.Tags)[keys.shared]?.includes('source'),
  );
}

export const sharedWithin: Property = {
  name: 'access is only given to replicas that remember it, to accounts that the stack allows',
  violations: ({ account }) =>
    writesOf(account, 'UpdateImagePermissions')
      .filter(({ image, to, write }) => {
        const remembered = wordsOf(image.tags[keys.shared]);
        const isRemembered = remembered.includes(to) || remembered.includes('source');
        const isOurs = image.description?.includes(`[replica of ${write.run.stack}/`) === true;
        const isAllowed = account.accountsAt(write.run.from).includes(to);
        return !(isRemembered && isOurs && isAllowed && keys.source in image.tags);
      })
      .map(({ write, to }) => say(write, to)),
};

export const sharedByTag: Property = {
  name: 'access is only given as the source asked for it when the run looked',
  violations: ({ account }) =>
    writesOf(account, 'UpdateImagePermissions')
      .filter(({ image, to, write }) => {
        const [, region = '', name = ''] =
          /\[replica of (\S+)\/(\S+) /.exec(image.description ?? '') ?? [];
        const { allowFleet, allowImageBuilder } = Object(write.input.ImagePermissions);
        const given = useOf(
          { ...image, sharedWith: { [to]: { allowFleet, allowImageBuilder } } },
          to,
        );
        return !wasSeen(write.run, write.at, (moment) => {
          const source = account.simulation.world.image(region, name, moment);
          if (!source) return false;
          return asked(source, account.accountsAt(write.run.from)).get(to) === given;
        });
      })
      .map(({ write, to }) => say(write, to)),
};

export const othersGrants: Property = {
  name: 'only access that the product gave, or that follows the source image, is removed',
  violations: ({ account }) =>
    writesOf(account, 'DeleteImagePermissions')
      .filter(({ image, to, write }) => {
        const remembered = wordsOf(image.tags[keys.shared]);
        const isAllowed = account.accountsAt(write.run.from).includes(to);
        const follows =
          remembered.includes('source') ||
          wasSeen(write.run, write.at, (moment) => {
            const arn = image.tags[keys.source] ?? '';
            const [, name = ''] = arn.split(':image/');
            const source = account.simulation.world.image(write.run.stack, name, moment);
            return source?.tags[keys.share] === 'source';
          });
        return !remembered.includes(to) && !(isAllowed && follows);
      })
      .map(({ write, to }) => say(write, to)),
};

/** The writes of an operation, each with the image as it was before and the account that it is about. */
function writesOf({ ledger }: Account, name: string) {
  return ledger.writes.flatMap((write) => {
    const { operation, image, input } = write;
    return operation === name && image ? [{ write, image, to: String(input.SharedAccountId) }] : [];
  });
}

function wordsOf(tag = ''): string[] {
  return tag.split(' ').filter(Boolean);
}

function say({ run, operation, region, image }: Write, account: string): string {
  return `run ${run.number}, ${operation} of ${region}/${image?.name} for ${account}, which remembers ${image?.tags[keys.shared]}`;
}
