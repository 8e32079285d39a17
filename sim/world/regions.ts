/* Quotas, regions and EventBridge rules as somebody with a console sees and changes them. */
import { type Quota, type RuleState, ruleKey } from '../core/account.ts';
import type { Publication } from '../core/publication.ts';
import { partitionOf } from '../core/region.ts';
import type { Console } from './console.ts';

export interface Rule {
  readonly name: string;
  readonly state: RuleState;
}

export interface RegionWorld {
  quota(region: string, quota: Partial<Quota>): void;
  /** Every call to the region is refused from now on, as in an opt-in region that is not enabled. */
  disableRegion(region: string): void;
  enableRegion(region: string): void;
  /** Creates an EventBridge rule on the default bus, in us-east-1 if no region is named. */
  createRule(name: string, state?: RuleState, region?: string): void;
  rule(name: string, region?: string): Rule;
  /** Creates an SNS topic, in us-east-1 if no region is named. @returns its ARN */
  createTopic(name: string, region?: string): string;
  /** All that was published, in order. The list grows. */
  readonly publications: readonly Publication[];
}

const HOME = 'us-east-1';

export function regionWorld({ account }: Console): RegionWorld {
  return {
    quota: (region, quota) => account.setQuota(region, quota),
    disableRegion: (region) => void account.disabledRegions.add(region),
    enableRegion: (region) => void account.disabledRegions.delete(region),
    createRule: (name, state = 'DISABLED', region = HOME) =>
      void account.rules.set(ruleKey(region, name), state),
    rule(name, region = HOME) {
      const state = account.rules.get(ruleKey(region, name));
      if (state) return { name, state };
      throw new Error(`No rule ${name} in ${region}`);
    },
    createTopic(name, region = HOME) {
      const arn = `arn:${partitionOf(region)}:sns:${region}:${account.id}:${name}`;
      account.topics.add(arn);
      return arn;
    },
    publications: account.publications,
  };
}
