/* Every image of every region. */
import { imageAsOf, isBeingCopied, type SimImage, type StoredImage } from './image.ts';
import { ResourceStore } from './resource-store.ts';

export class ImageStore extends ResourceStore<SimImage, StoredImage> {
  constructor() {
    super(imageAsOf);
  }

  /** Deletes the image as of `at`: it is DELETING until `goneAt`, and not there from then on. */
  remove(image: SimImage, at: number, goneAt = at): void {
    this.put({ ...image, state: 'DELETING', becomes: [{ at: goneAt, to: 'gone' }] }, at);
  }

  /** How many copies into a region are under way at `at`. */
  countCopies(region: string, at: number): number {
    return this.written(region, at).filter((image) => isBeingCopied(image, at)).length;
  }
}
