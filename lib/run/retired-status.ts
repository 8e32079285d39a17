/* The status that accounts for the delete of an old replica, and what is announced of it. */

import { findImage, listTags } from '../aws/appstream/read.ts';
import type { Retirer } from '../context.ts';
import type { Destination } from '../core/decision/decision.ts';
import { type Image, parseImageArn, type SourceImage } from '../core/image.ts';
import { retiredMessage } from '../core/message/retirement.ts';
import { isAnnouncementDue } from '../core/tags/due.ts';
import { tagKeys } from '../core/tags/keys.ts';
import { relationTo } from '../core/tags/lineage.ts';
import type { Member } from '../core/tags/source.ts';
import { formatStatus, type Status } from '../core/tags/status.ts';
import { publish } from './announce.ts';
import type { PlannedRetirement, RegionRetention } from './plan-retention.ts';
import { StatusTags } from './write-status.ts';

/** The status tag of one destination while its replica is retired. */
export class RetirementStatus {
  readonly #source: SourceImage;
  readonly #tags: StatusTags;
  readonly #key: string;
  readonly #retirer: Retirer;

  constructor(source: SourceImage, region: string, retirer: Retirer) {
    this.#source = source;
    this.#tags = new StatusTags(source, retirer);
    this.#key = tagKeys(retirer.tagPrefix).status(region);
    this.#retirer = retirer;
  }

  /**
   * Writes the status in the place of the one that is known.
   * @returns whether it stands: not if another run has written one since, or the source image is gone
   * @throws when it is refused
   */
  async replace(status: Status): Promise<boolean> {
    const { arn, region } = this.#source;
    const present = await listTags(this.#retirer.appstream(region), arn);
    return present?.[this.#key] === this.#tags.standing(this.#key) && this.write(status);
  }

  /** Writes the status, whatever stands there. Returns and throws as {@link replace} does. */
  async write(status: Status): Promise<boolean> {
    await this.#tags.write(new Map([[this.#key, formatStatus(status)]]));
    const [error] = this.#tags.errors;
    if (!error) return this.#tags.isWritable;
    this.#retirer.meter.add('StatusNotWritten', 1);
    throw error;
  }
}

/** The status tag that accounts for a replica; undefined when there is none. */
export function statusOf(
  { member, replica, retirement }: PlannedRetirement,
  retirer: Retirer,
): RetirementStatus | undefined {
  return member && retirement.status && new RetirementStatus(member.image, replica.region, retirer);
}

/** The status of a replica that is about to be deleted, its announcement due; undefined when none accounts for it. */
export function retiredFrom(
  { member, retirement: { status, keep } }: PlannedRetirement,
  now: Date,
): Status | undefined {
  if (!member || !status) return undefined;
  const since = status.word === 'RETIRED' ? status.since : now;
  const text = `the family keeps ${keep}`;
  return { ...status, word: 'RETIRED', since, due: now, text };
}

/** The status of a replica that stays. Only what says of it that it is deleted is taken back: the rest is the replication's. */
export function availableFrom(status: Status): Status {
  return status.word === 'RETIRED'
    ? { ...status, word: 'AVAILABLE', due: undefined, text: undefined }
    : status;
}

/** Announces that a replica was deleted, and takes the mark off. Throws what the SDK throws. */
export async function announceRetired(
  source: Pick<SourceImage, 'arn' | 'name' | 'region' | 'createdAt'>,
  replica: Pick<Image, 'arn' | 'name' | 'region'>,
  retired: Status,
  status: RetirementStatus,
  retirer: Retirer,
): Promise<void> {
  const { asked: occasion = retired.since, since: at } = retired;
  await publish(retirer, retiredMessage({ source, replica, occasion, at }));
  await status.write({ ...retired, due: undefined });
}

/**
 * Announces what earlier runs deleted and could not announce. Whether it is deleted is looked at again.
 * @returns what kept something from being announced
 */
export async function announceEarlier(
  members: readonly Member[],
  regions: readonly RegionRetention[],
  retirer: Retirer,
): Promise<unknown[]> {
  const errors: unknown[] = [];
  const due = members
    .flatMap(({ destinations }) => destinations)
    .filter((destination) => isDue(destination, retirer));
  for (const destination of due) {
    if (retirer.timeLeft() <= 0) break;
    try {
      if (await isDeleted(destination, regions, retirer)) await announceAgain(destination, retirer);
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
}

function isDue({ status }: Destination, { limits, now }: Retirer): boolean {
  return status?.word === 'RETIRED' && isAnnouncementDue(status, limits, now());
}

async function isDeleted(
  { source, region, status }: Destination,
  regions: readonly RegionRetention[],
  { appstream, account }: Retirer,
): Promise<boolean> {
  const observed = regions.find((each) => each.region === region);
  if (!observed || 'fault' in observed || !status?.replicaName) return false;
  if (observed.planned.some(({ replica }) => replica.name === status.replicaName)) return false;
  const present = await findImage(appstream(region), region, status.replicaName, account);
  return !present || present.phase === 'DELETING' || relationTo(source, present) !== 'ours';
}

async function announceAgain(
  { source, region, status }: Destination,
  retirer: Retirer,
): Promise<void> {
  const { replicaName: name } = status ?? {};
  if (!status || name === undefined) return;
  const { account, partition } = parseImageArn(source.arn) ?? {};
  const arn = `arn:${partition}:appstream:${region}:${account}:image/${name}`;
  const record = new RetirementStatus(source, region, retirer);
  const retired = { ...status, due: retirer.now() };
  if (await record.replace(retired))
    await announceRetired(source, { arn, name, region }, retired, record, retirer);
}
