import { announce } from './announce.ts';
import type { RuleReport } from './core/assess.ts';
import type { Actor } from './perform.ts';
import type { Replicated } from './survey.ts';

/**
 * Tells what is wrong with an image's rule as a whole. An image without room for its state has none to remember that
 * this was told either, so it is only told when somebody's act on that very image (`isNamed`) led here.
 * Throws what the SDK throws: then it is not told.
 */
export async function reportOnRule(
  { source, report, rule }: Replicated,
  isNamed: boolean,
  actor: Actor,
): Promise<RuleReport> {
  if (report.kind === 'no-room') actor.meter.add('NoRoomForStatus', 1);
  if (report.kind === 'invalid' || (report.kind === 'no-room' && isNamed)) {
    await announce(actor, {
      outcome: 'FAILED',
      source,
      rule: rule?.fingerprint,
      attempts: 0,
      problem: report.problem,
    });
  }
  return report;
}
