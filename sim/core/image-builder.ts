/* An image builder: the machine that images are made on. */
import type { Platform, Tags } from './image.ts';

export type ImageBuilderState = 'PENDING' | 'RUNNING' | 'STOPPING' | 'STOPPED' | 'SNAPSHOTTING';

/** An image builder as it is at one moment. */
export interface SimImageBuilder {
  readonly arn: string;
  readonly region: string;
  readonly name: string;
  readonly state: ImageBuilderState;
  /** The image that it was created from. */
  readonly imageArn: string;
  readonly platform: Platform;
  readonly createdAt: Date;
  readonly tags: Tags;
}
