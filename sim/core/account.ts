import { imageArn, type SimImage } from './image.ts';
import { ImageStore } from './image-store.ts';
import type { Publication } from './publication.ts';

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
  /** EventBridge rules on the default bus, keyed by region and name. */
  readonly rules = new Map<string, RuleState>();
  /** ARNs of SNS topics. */
  readonly topics = new Set<string>();
  readonly publications: Publication[] = [];
  readonly disabledRegions = new Set<string>();
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

  /** Whether the image is this account's own: the account in its ARN decides, not its visibility. */
  owns(image: Pick<SimImage, 'arn'>): boolean {
    return image.arn.split(':')[4] === this.id;
  }

  /** The image that this account owns under a name, as of `at` (milliseconds). */
  ownImage(region: string, name: string, at: number): SimImage | undefined {
    return this.images.find(region, this.imageArn(region, name), at);
  }
}

/** The key of a rule in `Account.rules`. */
export function ruleKey(region: string, name: string): string {
  return `${region}/${name}`;
}
