/* All state of the simulated account: images, fleets, rules and quotas by region. */

import { arnOf } from './arn.ts';
import { fleetAsOf, type SimFleet, type StoredFleet } from './fleet.ts';
import { imageArn, type SimImage, type Tags } from './image.ts';
import type { SimImageBuilder } from './image-builder.ts';
import { ImageStore } from './image-store.ts';
import type { Publication } from './publication.ts';
import { type Resource, ResourceStore } from './resource-store.ts';

/** Quotas of one region; the defaults are AppStream's own. */
export interface Quota {
  /** Copies under way into the region at the same time. */
  readonly copies: number;
  /** Images that the account owns in the region, in whatever state. */
  readonly images: number;
}

const DEFAULT_QUOTA: Quota = { copies: 2, images: 10 };

export type RuleState = 'ENABLED' | 'DISABLED';

/** All that one AWS account holds here. */
export class Account {
  readonly id: string;
  readonly images = new ImageStore();
  readonly fleets = new ResourceStore<SimFleet, StoredFleet>(fleetAsOf);
  readonly imageBuilders = new ResourceStore<SimImageBuilder>((builder) => builder);
  /** EventBridge rules on the default bus, keyed by region and name. */
  readonly rules = new Map<string, RuleState>();
  /** ARNs of SNS topics. */
  readonly topics = new Set<string>();
  readonly publications: Publication[] = [];
  readonly disabledRegions = new Set<string>();
  readonly #stores = [this.images, this.fleets, this.imageBuilders];
  readonly #quotas = new Map<string, Quota>();

  constructor(id: string) {
    this.id = id;
  }

  quota(region: string): Quota {
    return this.#quotas.get(region) ?? DEFAULT_QUOTA;
  }

  setQuota(region: string, quota: Partial<Quota>): void {
    this.#quotas.set(region, { ...this.quota(region), ...quota });
  }

  imageArn(region: string, name: string): string {
    return imageArn(region, this.id, name);
  }

  fleetArn(region: string, name: string): string {
    return arnOf(region, this.id, `fleet/${name}`);
  }

  imageBuilderArn(region: string, name: string): string {
    return arnOf(region, this.id, `image-builder/${name}`);
  }

  /** Whether this is the account's own: the account in the ARN decides, not its visibility. */
  owns({ arn }: Pick<Resource, 'arn'>): boolean {
    return arn.split(':')[4] === this.id;
  }

  /** The resource of a region that has this ARN, as of `at` (milliseconds). */
  resource(region: string, arn: string, at: number): Resource | undefined {
    return this.#stores.map((store) => store.find(region, arn, at)).find(Boolean);
  }

  /** Replaces the tags of the resource that has this ARN. */
  setTags(region: string, arn: string, tags: Tags, at: number): void {
    for (const store of this.#stores) store.setTags(region, arn, tags, at);
  }

  /** The fleets and image builders that use an image at `at`. */
  usersOf({ region, arn }: SimImage, at: number): Resource[] {
    const fleets = this.fleets.list(region, at).filter(({ image }) => image?.arn === arn);
    const builders = this.imageBuilders.list(region, at).filter((each) => each.imageArn === arn);
    return [...fleets, ...builders];
  }

  /** The image that this account owns under a name, as of `at` (milliseconds). */
  ownImage(region: string, name: string, at: number): SimImage | undefined {
    return this.images.find(region, this.imageArn(region, name), at);
  }

  /** The account's own image of that name, or else the public or shared one. */
  imageNamed(region: string, name: string, at: number): SimImage | undefined {
    const named = this.images.list(region, at).filter((image) => image.name === name);
    return named.find((image) => this.owns(image)) ?? named[0];
  }
}

/** The key of a rule in `Account.rules`. */
export function ruleKey(region: string, name: string): string {
  return `${region}/${name}`;
}
