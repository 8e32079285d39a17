/* A simulated account in which every probe that reads has something to see. */

import { CreateUpdatedImageCommand } from '@aws-sdk/client-appstream';
import type { Conformance } from '../../../cli/schemas/conformance.ts';
import type { CloudTrailEvent } from '../../../sim/index.ts';
import { seed } from '../../../sim/seed.ts';
import type { CliStage, Terminal } from '../../cli/support/cli.ts';
import { parseOutput } from '../../cli/support/schema.ts';
import { HOME } from '../../support/stage.ts';

/** Where the probes that write copy to. */
export const DESTINATION = 'ap-southeast-2';

/** The image that is copied, and the arguments that ask for it. */
export const SOURCE = 'cad-2026-10';
export const WRITE = ['--write', '--image', SOURCE, '--to', DESTINATION];

/** Credentials of STS. */
export const ISSUED = {
  AccessKeyId: 'narrowed',
  SecretAccessKey: 'any',
  SessionToken: 'any',
  Expiration: '2026-11-23T12:00:00Z',
};

/** Fills the account, and lets CloudTrail answer with what the simulator records from now on. */
export async function fill(stage: CliStage): Promise<void> {
  const { sim, aws, clock, reconciler } = stage;
  answerLookups(stage, recording(stage));
  aws.answers.set('GetFederationToken', () => ({ Credentials: ISSUED }));
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

/** Lets CloudTrail answer with these records. */
export function answerLookups({ aws }: CliStage, records: readonly object[]): void {
  aws.answers.set('LookupEvents', ({ LookupAttributes: [attribute] = [] }: Asked) => ({
    Events: records
      .filter((record) => Object(record).eventName === attribute?.AttributeValue)
      .map((record) => ({ CloudTrailEvent: JSON.stringify(record) })),
  }));
}

interface Asked {
  readonly LookupAttributes?: readonly { readonly AttributeValue: string }[];
}

/** Runs the command. @returns what it reports, by its verdicts */
export async function compared(
  stage: CliStage,
  argv: readonly string[] = [],
  terminal: Terminal = {},
): Promise<Conformance & { exit: number; different: string[]; unknown: string[]; err: string }> {
  const { exit, out, err } = await stage.cli(['conformance', '--json', ...argv], {
    wait: () => pass(stage),
    ...terminal,
  });
  const report = parseOutput('conformance', out);
  const having = (verdict: string) =>
    report.lines.filter((line) => line.verdict === verdict).map(({ fact }) => fact);
  return { ...report, exit, err, different: having('different'), unknown: having('unknown') };
}

/** Copies take 40 minutes: nobody looks each minute. */
function pass({ clock }: CliStage): boolean {
  clock.advance(5);
  return true;
}
