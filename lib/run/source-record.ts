/* What the status tags of one source image account for during a run. */

import type { Applier } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import type { Destination } from '../core/decision/decision.ts';
import { type Announced, type Announcement, isOfShare } from '../core/message/message.ts';
import { dueOf, isWatched, type Limits } from '../core/tags/due.ts';
import { type TagKeys, tagKeys } from '../core/tags/keys.ts';
import { formatStatus, isFinal, type Status } from '../core/tags/status.ts';
import { announce } from './announce.ts';
import { type Result, statusBefore } from './apply.ts';
import type { Replicated } from './plan.ts';
import { type Entry, entryOf, entryOfReport } from './status-entry.ts';
import { StatusTags } from './write-status.ts';

/**
 * What the status tags of one source image account for during a run. Every step stands in them before the next is taken:
 * what is about to be done; what was done, with a mark where it is to be announced; that it was announced. A tag that
 * cannot be written ends the steps of its image.
 */
export class SourceRecord {
  readonly source: Replicated;
  readonly #applier: Applier;
  readonly #keys: TagKeys;
  readonly #tags: StatusTags;
  /** The statuses that were written or are to be, by the key of their tag. */
  readonly #entries = new Map<string, Entry>();
  readonly #unannounced: unknown[] = [];
  #results: readonly Result[] = [];
  #accounted: Promise<void> | undefined;

  constructor(source: Replicated, applier: Applier) {
    this.source = source;
    this.#keys = tagKeys(applier.tagPrefix);
    this.#applier = applier;
    this.#tags = new StatusTags(source.image, applier);
  }

  /** Whether what the tags account for may be done. */
  get isWritable(): boolean {
    return this.#tags.isWritable;
  }

  /** Whether a status was written that is not what stood there. */
  get hasWritten(): boolean {
    return this.source.planned.some(
      ({ destination }) => this.writtenFor(destination) !== undefined,
    );
  }

  /** How many destinations keep the watch on, and the rule if what is wrong with it is to be announced. */
  inFlight(limits: Limits, now: Date): number {
    if (!this.isWritable) return 0;
    const rule = this.#entries.get(this.#keys.ruleStatus)?.status;
    const statuses = this.source.planned.map(({ destination }) => this.statusOf(destination));
    const isUndone = ({ done, decision, error }: Result) =>
      !done && error === undefined && !(decision.do === 'read region' && decision.rarely);
    return (
      [...statuses, rule].filter((status) => isWatched(status, limits, now)).length +
      this.#results.filter(isUndone).length
    );
  }

  /** Whether a destination is not at its end, or its end is still to be announced or shared, late or not. */
  get isOpen(): boolean {
    const statuses = this.source.planned.map(({ destination }) => this.statusOf(destination));
    return statuses.some(
      (status) => status && (!isFinal(status) || dueOf(status) !== undefined || status.sharing),
    );
  }

  /** Why the tags could not be written. */
  get fault(): Fault | undefined {
    return this.#tags.fault;
  }

  /** What a retry or a person must mend. An image that is still being built may not take tags yet. */
  get errors(): readonly unknown[] {
    return [...this.#unannounced, ...(this.isBeingBuilt ? [] : this.#tags.errors)];
  }

  /** Whether a status could not be written or removed. */
  get isStatusRefused(): boolean {
    return this.#tags.errors.length > 0 && !this.isBeingBuilt;
  }

  /** Whether a copy was started in this run. */
  get hasCopied(): boolean {
    return this.#results.some(({ decision, done }) => done && decision.do === 'copy');
  }

  /** Whether the status cannot be written for the time being, and the image is not there yet. */
  get isBeingBuilt(): boolean {
    return this.fault?.kind === 'transient' && this.source.image.phase === 'UNSETTLED';
  }

  /** Whether something is to be announced, or was done that must not be forgotten. */
  get isUrgent(): boolean {
    const entries = [...this.#entries.values()];
    return entries.some(
      ({ status, announced }) => announced.length > 0 || status?.word !== 'WAITING',
    );
  }

  /** Writes what has to stand before anything is done, once in a run. @returns whether it stands */
  async account(): Promise<boolean> {
    this.#accounted ??= this.#account();
    await this.#accounted;
    return this.isWritable;
  }

  async #account(): Promise<void> {
    for (const { destination, decision } of this.source.planned) {
      const status = statusBefore(decision);
      if (status)
        this.#entries.set(this.#keys.status(destination.region), { status, announced: [] });
    }
    // Makes room for a status where all 50 tags are in use.
    if (this.source.report.kind === 'corrected')
      this.#entries.set(this.#keys.ruleStatus, { status: undefined, announced: [] });
    await this.#writeTags();
  }

  /** Takes in what was done, and what is wrong with the rule. */
  note(results: readonly Result[]): void {
    this.#results = results;
    for (const result of results.filter(({ done }) => done)) {
      const key = this.#keys.status(result.destination.region);
      const entry = entryOf(result, this.#applier.topicArn !== undefined);
      if (entry && !this.#stands(key, entry)) this.#entries.set(key, entry);
    }
    const report = entryOfReport(this.source.report);
    if (report) this.#entries.set(this.#keys.ruleStatus, report);
  }

  /** Whether the tag is as it is to be, and there is nothing to announce. Most are so in a run that finds nothing changed. */
  #stands(key: string, { status, announced }: Entry): boolean {
    if (this.#entries.has(key) || announced.length > 0) return false;
    return this.#tags.standing(key) === (status && formatStatus(status));
  }

  /** Writes what was taken in, marked where an announcement is due. */
  async write(): Promise<void> {
    // Without a topic a mark stays as it is, for who has one.
    const now = this.#applier.topicArn === undefined ? undefined : this.#applier.now();
    for (const [key, { status, announced }] of this.#entries)
      if (status && now)
        this.#entries.set(key, {
          status: announced.reduce((marked, each) => mark(marked, each, now), status),
          announced,
        });
    await this.#writeTags();
    if (this.#due().length === 0) this.#tags.close();
  }

  /** Announces what is due, and takes the marks off. What cannot be announced keeps its mark, and is tried again later. */
  async announce(): Promise<void> {
    const due = this.#due();
    if (due.length === 0 || this.#applier.topicArn === undefined) return;
    for (const [key, { status, announced }] of due) {
      if (!status || !this.isWritable || this.#applier.timeLeft() <= 0) continue;
      this.#entries.set(key, { status: await this.#announceAll(status, announced), announced: [] });
    }
    await this.#writeTags();
  }

  #due(): readonly [key: string, entry: Entry][] {
    return [...this.#entries].filter(([, { announced }]) => announced.length > 0);
  }

  /** Announces one after the other, until one cannot be. @returns the status with the marks of what is left */
  async #announceAll(status: Status, announced: readonly Announced[]): Promise<Status> {
    let marked = status;
    for (const each of announced) {
      try {
        await announce(this.#applier, this.#announcementOf(status, each));
      } catch (error) {
        this.#unannounced.push(error);
        return marked;
      }
      marked = mark(marked, each, undefined);
    }
    return marked;
  }

  /** The status that stands for a destination at the end of the run. */
  statusOf({ region, status }: Destination): Status | undefined {
    const entry = this.#entries.get(this.#keys.status(region));
    return entry && this.isWritable ? entry.status : status;
  }

  /** The tag that was written for a destination; undefined when what stood there stands. */
  writtenFor({ source, region }: Destination): string | undefined {
    const key = this.#keys.status(region);
    const status = this.isWritable ? this.#entries.get(key)?.status : undefined;
    const tag = status && formatStatus(status);
    return tag === source.tags[key] ? undefined : tag;
  }

  async #writeTags(): Promise<void> {
    const tags = [...this.#entries].map(
      ([key, { status }]) => [key, status && formatStatus(status)] as const,
    );
    await this.#tags.write(new Map(tags));
  }

  #announcementOf(status: Status, announced: Announced): Announcement {
    const { asked, attempts, rule } = status;
    const isOfNow = announced.outcome === 'LATE' || isOfShare(announced);
    const at = isOfNow ? this.#applier.now() : status.since;
    const startedAt = isOfShare(announced) ? undefined : status.started;
    const source = this.source.image;
    return { ...announced, source, asked, attempts, rule, startedAt, at };
  }
}

/** Marks in a status that something is to be announced and was last tried then, or takes the mark off. */
function mark(status: Status, announced: Announced, at: Date | undefined): Status {
  return isOfShare(announced) ? { ...status, unshared: at } : { ...status, due: at };
}
