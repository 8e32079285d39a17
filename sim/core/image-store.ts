import { imageAsOf, isBeingCopied, type SimImage, type StoredImage } from './image.ts';

interface Version {
  readonly from: number;
  readonly image: StoredImage;
}

/**
 * Every image of every region, with its history: a write appends a version, and a read answers for
 * any moment up to now. Times are milliseconds.
 */
export class ImageStore {
  readonly #regions = new Map<string, Map<string, Version[]>>();

  /** Creates the image, or replaces the one with its ARN, as of `at`. */
  put(image: StoredImage, at: number): void {
    this.#append(image, { from: at, image });
  }

  /** Deletes the image as of `at`: it is DELETING until `goneAt`, and not there from then on. */
  remove(image: SimImage, at: number, goneAt = at): void {
    const deleting: StoredImage = {
      ...image,
      state: 'DELETING',
      becomes: [{ at: goneAt, to: 'gone' }],
    };
    this.#append(image, { from: at, image: deleting });
  }

  /** All images that a region shows at `at`, ordered by ARN. */
  list(region: string, at: number): SimImage[] {
    return [...(this.#regions.get(region)?.values() ?? [])]
      .map((versions) => versionAt(versions, at)?.image)
      .flatMap((image) => (image && imageAsOf(image, at)) ?? [])
      .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  /** How many copies into a region are under way at `at`. */
  countCopies(region: string, at: number): number {
    return [...(this.#regions.get(region)?.values() ?? [])].filter((versions) => {
      const image = versionAt(versions, at)?.image;
      return image && isBeingCopied(image, at);
    }).length;
  }

  /** The image with this ARN as the region shows it at `at`. */
  find(region: string, arn: string, at: number): SimImage | undefined {
    const image = this.#written(region, arn, at);
    return image && imageAsOf(image, at);
  }

  /** As `find`, with what will become of the image: the value to change and `put` back. */
  stored(region: string, arn: string, at: number): StoredImage | undefined {
    const image = this.#written(region, arn, at);
    return image && imageAsOf(image, at) && image;
  }

  /** What was written of the image, although it may be gone by the clock. */
  #written(region: string, arn: string, at: number): StoredImage | undefined {
    return versionAt(this.#regions.get(region)?.get(arn) ?? [], at)?.image;
  }

  #append({ region, arn }: SimImage, version: Version): void {
    const images = this.#regions.get(region) ?? new Map<string, Version[]>();
    this.#regions.set(region, images);
    const versions = images.get(arn);
    if (versions) versions.push(version);
    else images.set(arn, [version]);
  }
}

function versionAt(versions: readonly Version[], at: number): Version | undefined {
  return versions.findLast((version) => version.from <= at);
}
