/* Everything of one kind that the regions hold, with its history. */
import type { Tags } from './image.ts';

/** What every kind of resource has. */
export interface Resource {
  readonly arn: string;
  readonly region: string;
  readonly name: string;
  readonly tags: Tags;
}

interface Version<Stored> {
  readonly from: number;
  /** Undefined from the moment on at which it is gone. */
  readonly resource: Stored | undefined;
}

/**
 * A write appends a version, and a read answers for any moment up to now. What is stored may say what
 * becomes of it by itself; what is shown is how that looks at one moment. Times are milliseconds.
 */
export class ResourceStore<Shown extends Resource, Stored extends Resource = Shown> {
  readonly #regions = new Map<string, Map<string, Version<Stored>[]>>();
  readonly #asOf: (stored: Stored, at: number) => Shown | undefined;

  /** @param asOf what a stored resource looks like at a moment; undefined when it is gone by then */
  constructor(asOf: (stored: Stored, at: number) => Shown | undefined) {
    this.#asOf = asOf;
  }

  /** Creates the resource, or replaces the one with its ARN, as of `at`. */
  put(resource: Stored, at: number): void {
    this.#append(resource, { from: at, resource });
  }

  /** The resource is not there from `at` on. */
  drop(resource: Pick<Resource, 'arn' | 'region'>, at: number): void {
    this.#append(resource, { from: at, resource: undefined });
  }

  /** Replaces the tags of a resource, if it is there. */
  setTags(region: string, arn: string, tags: Tags, at: number): void {
    const stored = this.stored(region, arn, at);
    if (stored) this.put({ ...stored, tags }, at);
  }

  /** What a region shows at `at` of all that is wanted, ordered by ARN. Guess: image-order. */
  list(region: string, at: number, isWanted: (stored: Stored) => boolean = () => true): Shown[] {
    return this.written(region, at)
      .filter(isWanted)
      .flatMap((stored) => this.#asOf(stored, at) ?? [])
      .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  /** The resource with this ARN as the region shows it at `at`. */
  find(region: string, arn: string, at: number): Shown | undefined {
    const stored = this.#writtenAs(region, arn, at);
    return stored && this.#asOf(stored, at);
  }

  /** As `find`, with what will become of it: the value to change and `put` back. */
  stored(region: string, arn: string, at: number): Stored | undefined {
    const stored = this.#writtenAs(region, arn, at);
    return stored && this.#asOf(stored, at) && stored;
  }

  /** All that was written of a region, although some of it may be gone by the clock. */
  protected written(region: string, at: number): Stored[] {
    const written: Stored[] = [];
    for (const versions of this.#regions.get(region)?.values() ?? []) {
      const resource = versionAt(versions, at);
      if (resource) written.push(resource);
    }
    return written;
  }

  #writtenAs(region: string, arn: string, at: number): Stored | undefined {
    return versionAt(this.#regions.get(region)?.get(arn) ?? [], at);
  }

  #append({ region, arn }: Pick<Resource, 'arn' | 'region'>, version: Version<Stored>): void {
    const resources = this.#regions.get(region) ?? new Map<string, Version<Stored>[]>();
    this.#regions.set(region, resources);
    const versions = resources.get(arn);
    if (versions) versions.push(version);
    else resources.set(arn, [version]);
  }
}

function versionAt<Stored>(versions: readonly Version<Stored>[], at: number): Stored | undefined {
  return versions.findLast((version) => version.from <= at)?.resource;
}
