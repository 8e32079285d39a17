/* Writes the status tags of one source image. */

import { listTags } from '../aws/appstream/read.ts';
import { removeTags, setTags } from '../aws/appstream/write.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Observer } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import type { SourceImage } from '../core/image.ts';

/** What status tags are to be, by key; undefined takes the tag away. */
export type Changes = ReadonlyMap<string, string | undefined>;

/** What writing needs. */
type Writer = Pick<Observer, 'appstream'>;

/**
 * The status tags of one source image during a run. What stands there already is not written again. Once setting a tag
 * has failed, nothing more is written: then nothing that a status has to account for may be done for the image.
 */
export class StatusTags {
  readonly #source: SourceImage;
  readonly #client: ReturnType<Writer['appstream']>;
  /** What was written or removed. */
  readonly #changed = new Map<string, string | undefined>();
  #fault: Fault | undefined;
  readonly #errors: Error[] = [];
  #isGone = false;

  constructor(source: SourceImage, { appstream }: Writer) {
    this.#source = source;
    this.#client = appstream(source.region);
  }

  /** Why a write failed. An image that is gone is no failure: it needs no status. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Whether what was written stands, so that it can be acted upon. */
  get isWritable(): boolean {
    return this.#fault === undefined && !this.#isGone;
  }

  /** The errors that end the run of an image: which image, and why. */
  get errors(): readonly Error[] {
    return this.#errors;
  }

  /** The tag as it stands now; undefined when there is none. */
  standing(key: string): string | undefined {
    return this.#changed.has(key) ? this.#changed.get(key) : this.#source.tags[key];
  }

  /** Nothing more is written in this run: what was kept to compare with is let go. */
  close(): void {
    this.#changed.clear();
  }

  /** Writes what differs from what stands there: at most one call to set and one to remove. Never throws. */
  async write(changes: Changes): Promise<void> {
    if (!this.isWritable) return;
    const set = [...changes].filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && this.standing(entry[0]) !== entry[1],
    );
    const remove = [...changes].flatMap(([key, value]) =>
      value === undefined && this.standing(key) !== undefined ? [key] : [],
    );
    // First, since an image has room for a number of tags only.
    if (remove.length > 0) await this.#remove(remove);
    if (set.length > 0) await this.#set(set);
  }

  /** A tag that stays accounts for what is over, so that nothing has to wait for its removal. */
  async #remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#changed.set(key, undefined);
    try {
      await removeTags(this.#client, this.#source.arn, keys);
    } catch (error) {
      const fault = faultFrom(error);
      if (fault.kind !== 'missing') this.#note('removed', fault, error);
    }
  }

  async #set(tags: readonly (readonly [string, string])[]): Promise<void> {
    try {
      await setTags(this.#client, this.#source.arn, Object.fromEntries(tags));
      for (const [key, value] of tags) this.#changed.set(key, value);
    } catch (error) {
      const fault = faultFrom(error);
      if (fault.kind === 'missing' && (await this.#isMissing())) this.#isGone = true;
      else {
        this.#fault = fault;
        this.#note('written, so nothing more is done for it', fault, error);
      }
    }
  }

  /** Whether the image is gone, as reading says as well. */
  async #isMissing(): Promise<boolean> {
    try {
      return (await listTags(this.#client, this.#source.arn)) === undefined;
    } catch {
      return false;
    }
  }

  #note(what: string, { code, message }: Fault, cause: unknown): void {
    const { name, region } = this.#source;
    const text = `the status of ${name} in ${region} could not be ${what}: ${code}: ${message}`;
    this.#errors.push(new Error(text, { cause }));
  }
}
