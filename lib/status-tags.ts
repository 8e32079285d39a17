import { removeTags, setTags } from './aws/act.ts';
import { faultFrom } from './aws/errors.ts';
import type { Fault } from './core/fault.ts';
import type { SourceImage } from './core/image.ts';
import type { Looker } from './survey.ts';

/** What status tags are to be, by key; undefined takes the tag away. */
export type Changes = ReadonlyMap<string, string | undefined>;

/** What writing needs. */
type Writer = Pick<Looker, 'appstream'>;

/**
 * The status tags of one source image during a run. What stands there already is not written again. Once a write has
 * failed, nothing more is written: then nothing that a status has to account for may be done for the image.
 */
export class StatusTags {
  readonly #source: SourceImage;
  readonly #client: ReturnType<Writer['appstream']>;
  readonly #standing: Map<string, string>;
  #fault: Fault | undefined;
  #cause: unknown;
  #isGone = false;

  constructor(source: SourceImage, { appstream }: Writer) {
    this.#source = source;
    this.#client = appstream(source.region);
    this.#standing = new Map(Object.entries(source.tags));
  }

  /** Why a write failed. An image that is gone is no failure: it needs no status. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Whether what was written stands, so that it can be acted upon. */
  get isWritable(): boolean {
    return this.#fault === undefined && !this.#isGone;
  }

  /** The error that ends the run of an image whose status could not be written: which image, and why. */
  get error(): Error | undefined {
    if (!this.#fault) return undefined;
    const { code, message } = this.#fault;
    const { name, region } = this.#source;
    return new Error(
      `the status of ${name} in ${region} could not be written, so nothing is done for it: ${code}: ${message}`,
      { cause: this.#cause },
    );
  }

  /** Writes what differs from what stands there: at most one call to set and one to remove. Never throws. */
  async write(changes: Changes): Promise<void> {
    if (!this.isWritable) return;
    const set = [...changes].filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && this.#standing.get(entry[0]) !== entry[1],
    );
    const remove = [...changes].flatMap(([key, value]) =>
      value === undefined && this.#standing.has(key) ? [key] : [],
    );
    try {
      if (set.length > 0) await setTags(this.#client, this.#source.arn, Object.fromEntries(set));
      for (const [key, value] of set) this.#standing.set(key, value);
      if (remove.length > 0) await removeTags(this.#client, this.#source.arn, remove);
      for (const key of remove) this.#standing.delete(key);
    } catch (error) {
      const fault = faultFrom(error);
      if (fault.kind === 'missing') this.#isGone = true;
      else {
        this.#fault = fault;
        this.#cause = error;
      }
    }
  }
}
