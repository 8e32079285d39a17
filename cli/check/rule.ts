/* What `check` finds out about a rule: its destinations, its mistakes, and the command that sets it. */

import type { Image } from '../../lib/core/image.ts';
import { tagCommand } from '../../lib/core/message/aws-cli.ts';
import { KNOWN_REGIONS, meantRegion, partitionOf } from '../../lib/core/region.ts';
import { MAX_TAG_VALUE, type Tags, tagKeys } from '../../lib/core/tags/keys.ts';
import { replicaDescription } from '../../lib/core/tags/rule.ts';
import { formatGrants, type Share } from '../../lib/core/tags/share.ts';
import { type Policy, sourceOf } from '../../lib/core/tags/source.ts';
import type { RuleCheck } from '../schemas/check.ts';

export type { RuleCheck };

/**
 * Checks a rule as the replicator would read it on an image.
 * @param tags of the image
 * @param rule in the place of the image's own; undefined to check that
 * @param isKnown whether the image exists, or only stands for one
 */
export function checkRule(
  image: Image,
  tags: Tags,
  rule: string | undefined,
  isKnown: boolean,
  policy: Policy,
  now: Date,
): RuleCheck {
  const keys = tagKeys(policy.tagPrefix);
  const to = (rule ?? tags[keys.to] ?? '').split(/\s+/).filter(Boolean).join(' ');
  const own = rule === undefined ? tags : { ...tags, [keys.to]: to };
  const source = sourceOf(image, own, policy, now);
  const destinations =
    source.kind === 'replicated'
      ? (source.rule?.wanted ?? []).map(({ region, replicaName: name }) => {
          const description = replicaDescription(source.image, region, keys);
          return { region, name, description };
        })
      : [];
  const problems = [
    ...(source.kind === 'ignored'
      ? [`the image is not replicated: ${source.reason}`]
      : [
          ...(source.rule?.problems ?? []),
          ...(source.report.kind === 'no-room' ? [source.report.problem.message] : []),
        ]),
    ...(to.length > MAX_TAG_VALUE
      ? [`a tag value holds ${MAX_TAG_VALUE} characters, and the rule has ${to.length}`]
      : []),
  ];
  const shared = source.kind === 'replicated' ? sharedBy(source.rule?.share) : [];
  const valid = problems.length === 0;
  return {
    version: '1',
    valid,
    ...(isKnown && { image: image.name }),
    rule: to,
    destinations,
    ...(shared.length > 0 && { shared }),
    problems,
    warnings: destinations.flatMap(({ region }) => warningOf(region, image.region)),
    ...(valid && { command: tagCommand(image, keys.to, to) }),
  };
}

/** The accounts that a rule shares replicas with. */
function sharedBy(share: Share | undefined): string[] {
  if (!share) return [];
  return share.as === 'source' ? ['source'] : formatGrants(share.grants);
}

/** AWS goes on opening regions, so that one which is not known is tried. */
function warningOf(region: string, home: string): string[] {
  if (KNOWN_REGIONS.includes(region)) return [];
  const near = meantRegion(region, partitionOf(home), home);
  const nearest = near === undefined ? '' : `. The nearest is ${near}`;
  return [`${region} is not known to offer AppStream; it would be tried${nearest}`];
}
