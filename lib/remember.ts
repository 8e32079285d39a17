import { removeTags, setTags } from './aws/act.ts';
import { faultFrom } from './aws/errors.ts';
import type { RuleReport } from './core/assess.ts';
import type { SourceImage } from './core/image.ts';
import { formatStatus } from './core/status.ts';
import { type TagKeys, tagKeys } from './core/tags.ts';
import type { Outcome } from './execute.ts';
import type { Looker } from './survey.ts';

/**
 * Writes what is to be remembered of one source image, in one call for all its destinations; what stands there
 * already is not written again. An image that is gone needs no memory. Throws whatever else the SDK throws.
 */
export async function remember(
  source: SourceImage,
  outcomes: readonly Outcome[],
  report: RuleReport | undefined,
  { region, tagPrefix, appstream }: Looker,
): Promise<void> {
  const { set, remove } = changes(outcomes, report, tagKeys(tagPrefix));
  const client = appstream(region);
  try {
    if (Object.keys(set).length > 0) await setTags(client, source.arn, set);
    if (remove.length > 0) await removeTags(client, source.arn, remove);
  } catch (error) {
    if (faultFrom(error).kind !== 'missing') throw error;
  }
}

function changes(
  outcomes: readonly Outcome[],
  report: RuleReport | undefined,
  keys: TagKeys,
): { set: Record<string, string>; remove: string[] } {
  const set: Record<string, string> = {};
  const remove: string[] = [];
  for (const { situation, decision, done, news } of outcomes) {
    const key = keys.status(situation.region);
    if (done && decision.do === 'forget') remove.push(key);
    if (done && news !== undefined) set[key] = news;
  }
  if (report?.kind === 'mended') remove.push(keys.ruleStatus);
  if (report?.kind === 'invalid') set[keys.ruleStatus] = formatStatus(report.status);
  return { set, remove };
}
