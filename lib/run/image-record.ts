/* What the status tags of one source image account for during a run. */

import type { Applier } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import { isWatched, type Limits, type Situation } from '../core/decision/decision.ts';
import type { Announced, Announcement } from '../core/message/message.ts';
import { tagKeys } from '../core/tags/keys.ts';
import { formatStatus, type Status } from '../core/tags/status.ts';
import { announce } from './announce.ts';
import { type Outcome, statusBefore } from './apply.ts';
import type { Replicated } from './plan.ts';
import { type Entry, entryOf, entryOfReport } from './status-entry.ts';
import { StatusTags } from './write-status.ts';

/**
 * What the status tags of one source image account for during a run. Every step stands in them before the next is taken:
 * what is about to be done; what was done, with a mark where it is to be announced; that it was announced. A tag that
 * cannot be written ends the steps of its image.
 */
export class ImageRecord {
  readonly image: Replicated;
  readonly #applier: Applier;
  readonly #tags: StatusTags;
  /** The statuses that were written or are to be, by the key of their tag. */
  readonly #entries = new Map<string, Entry>();
  readonly #unannounced: unknown[] = [];
  #outcomes: readonly Outcome[] = [];
  #accounted: Promise<void> | undefined;

  constructor(image: Replicated, applier: Applier) {
    this.image = image;
    this.#applier = applier;
    this.#tags = new StatusTags(image.source, applier);
  }

  /** Whether what the tags account for may be done. */
  get isWritable(): boolean {
    return this.#tags.isWritable;
  }

  /** Whether a status was written that is not what stood there. */
  get hasWritten(): boolean {
    return this.image.tasks.some(({ situation }) => this.writtenFor(situation) !== undefined);
  }

  /** How many destinations keep the watch on, and the rule if what is wrong with it is to be announced. */
  inFlight(limits: Limits, now: Date): number {
    if (!this.isWritable) return 0;
    const keys = tagKeys(this.#applier.tagPrefix);
    const rule = this.#entries.get(keys.ruleStatus)?.status;
    const statuses = this.image.tasks.map(({ situation }) => this.statusOf(situation));
    const isUndone = ({ done, decision, error }: Outcome) =>
      !done && error === undefined && !(decision.do === 'look' && decision.rarely);
    return (
      [...statuses, rule].filter((status) => isWatched(status, limits, now)).length +
      this.#outcomes.filter(isUndone).length
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

  /** Whether a copy was begun in this run. */
  get hasCopied(): boolean {
    return this.#outcomes.some(({ decision, done }) => done && decision.do === 'copy');
  }

  /** Whether the status cannot be written for the time being, and the image is not there yet. */
  get isBeingBuilt(): boolean {
    return this.fault?.kind === 'transient' && this.image.source.phase === 'UNSETTLED';
  }

  /** Whether something is to be announced, or was done that must not be forgotten. */
  get isUrgent(): boolean {
    const entries = [...this.#entries.values()];
    return entries.some(({ status, announced }) => announced || status?.word !== 'WAITING');
  }

  /** Writes what has to stand before anything is done, once in a run. @returns whether it stands */
  async account(): Promise<boolean> {
    this.#accounted ??= this.#account();
    await this.#accounted;
    return this.isWritable;
  }

  async #account(): Promise<void> {
    const keys = tagKeys(this.#applier.tagPrefix);
    for (const { situation, decision } of this.image.tasks) {
      const status = statusBefore(decision);
      if (status) this.#entries.set(keys.status(situation.region), { status });
    }
    // Makes room for a status where all 50 tags are in use.
    if (this.image.report.kind === 'mended')
      this.#entries.set(keys.ruleStatus, { status: undefined });
    await this.#write();
  }

  /** Takes in what was done, and what is wrong with the rule. */
  note(outcomes: readonly Outcome[]): void {
    this.#outcomes = outcomes;
    const keys = tagKeys(this.#applier.tagPrefix);
    for (const outcome of outcomes.filter(({ done }) => done)) {
      const entry = entryOf(outcome, this.#applier.topicArn !== undefined);
      if (entry) this.#entries.set(keys.status(outcome.situation.region), entry);
    }
    const report = entryOfReport(this.image.report);
    if (report) this.#entries.set(keys.ruleStatus, report);
  }

  /** Writes what was taken in, marked where an announcement is due. */
  async record(): Promise<void> {
    // Without a topic a mark stays as it is, for who has one.
    const now = this.#applier.topicArn === undefined ? undefined : this.#applier.now();
    for (const [key, { status, announced }] of this.#entries)
      if (announced && status)
        this.#entries.set(key, { status: { ...status, due: now ?? status.due }, announced });
    await this.#write();
  }

  /** Announces what is due, and takes the marks off. What cannot be announced keeps its mark, and is tried again later. */
  async announce(): Promise<void> {
    const due = [...this.#entries].filter(([, { announced }]) => announced);
    if (due.length === 0 || this.#applier.topicArn === undefined) return;
    for (const [key, { status, announced }] of due) {
      if (!announced || !status || !this.isWritable || this.#applier.timeLeft() <= 0) continue;
      try {
        await announce(this.#applier, this.#announcementOf(status, announced));
        this.#entries.set(key, { status: { ...status, due: undefined } });
      } catch (error) {
        this.#unannounced.push(error);
      }
    }
    await this.#write();
  }

  /** The status that stands for a destination at the end of the run. */
  statusOf({ region, status }: Situation): Status | undefined {
    const entry = this.#entries.get(tagKeys(this.#applier.tagPrefix).status(region));
    return entry && this.isWritable ? entry.status : status;
  }

  /** The tag that was written for a destination; undefined when what stood there stands. */
  writtenFor({ source, region }: Situation): string | undefined {
    const key = tagKeys(this.#applier.tagPrefix).status(region);
    const status = this.isWritable ? this.#entries.get(key)?.status : undefined;
    const tag = status && formatStatus(status);
    return tag === source.tags[key] ? undefined : tag;
  }

  async #write(): Promise<void> {
    const tags = [...this.#entries].map(
      ([key, { status }]) => [key, status && formatStatus(status)] as const,
    );
    await this.#tags.write(new Map(tags));
  }

  #announcementOf(status: Status, announced: Announced): Announcement {
    const { asked, attempts, rule, started } = status;
    const at = announced.outcome === 'LATE' ? this.#applier.now() : status.since;
    const { source } = this.image;
    return { ...announced, source, asked, attempts, rule, startedAt: started, at };
  }
}
