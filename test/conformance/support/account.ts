/* A simulated account in which every probe that reads has something to see. */

import { CreateUpdatedImageCommand } from '@aws-sdk/client-appstream';
import type { Conformance } from '../../../cli/schemas/conformance.ts';
import type { CloudTrailEvent } from '../../../sim/index.ts';
import { seed } from '../../../sim/seed.ts';
import type { CliStage } from '../../cli/support/cli.ts';
import { parseOutput } from '../../cli/support/schema.ts';
import { HOME } from '../../support/stage.ts';

/** Where the probes that write copy to. */
export const DESTINATION = 'ap-southeast-2';

/** Fills the account, and lets CloudTrail answer with what the simulator records from now on. */
export async function fill(stage: CliStage): Promise<void> {
  const { sim, aws, clock, reconciler } = stage;
  answerLookups(stage, recording(stage));
  aws.answers.set('GetCallerIdentity', () => ({ Account: '123456789012' }));
  seed(sim.world, clock.now());
  sim.world.disableRegion('ap-northeast-3');
  const update = { existingImageName: 'untagged', newImageName: 'untagged-2' };
  await reconciler.appstream(HOME).send(new CreateUpdatedImageCommand(update));
}

/** The records that CloudTrail has; the list grows. */
function recording({ sim }: CliStage): readonly CloudTrailEvent['detail'][] {
  const records: CloudTrailEvent['detail'][] = [];
  sim.onEvent(({ detail }) => void records.push(detail));
  return records;
}

/** Lets CloudTrail answer with these records: by name those of the source region, else those of the destination. */
export function answerLookups({ aws }: CliStage, records: readonly object[]): void {
  aws.answers.set('LookupEvents', ({ LookupAttributes: attributes }) => ({
    Events: records
      .filter((record) => isAskedFor(record, Object(attributes)[0]))
      .map((record) => ({ CloudTrailEvent: JSON.stringify(record) })),
  }));
}

function isAskedFor(
  record: { readonly eventName?: string; readonly awsRegion?: string },
  { AttributeKey: key, AttributeValue: value }: { AttributeKey: string; AttributeValue: string },
): boolean {
  return key === 'EventName' ? record.eventName === value : record.awsRegion === DESTINATION;
}

/** Runs the command. @returns what it reports, by its verdicts */
export async function compared(
  stage: CliStage,
  argv: readonly string[] = [],
): Promise<Conformance & { exit: number; different: string[]; unknown: string[]; err: string }> {
  const { exit, out, err } = await stage.cli(['conformance', '--json', ...argv]);
  const report = parseOutput('conformance', out);
  const having = (verdict: string) =>
    report.lines.filter((line) => line.verdict === verdict).map(({ fact }) => fact);
  return { ...report, exit, err, different: having('different'), unknown: having('unknown') };
}
