/* Stacks in several regions of the account. */

import { type Answer, Refusal } from './aws.ts';
import type { CliStage } from './cli.ts';

/** Deploys a stack in each of these regions, with parameters of its own, and in no other. */
export function deployIn(
  stage: CliStage,
  stacks: Readonly<Record<string, Readonly<Record<string, string>>>>,
): void {
  const { answers } = stage.aws;
  const byRegion = new Map<string, Answer | undefined>();
  for (const [region, parameters] of Object.entries(stacks)) {
    stage.deploy(parameters);
    byRegion.set(region, answers.get('DescribeStacks'));
  }
  answers.set('DescribeStacks', (input, region) => {
    const answer = byRegion.get(region);
    if (!answer) throw new Refusal('ValidationError', 'Stack does not exist');
    return answer(input, region);
  });
}

/** Has CloudFormation refuse every call in a region. */
export function refuseIn(stage: CliStage, refused: string, code: string): void {
  const { answers } = stage.aws;
  const answer = answers.get('DescribeStacks');
  answers.set('DescribeStacks', (input, region) => {
    if (region === refused || !answer) throw new Refusal(code, 'A refusal of the test.');
    return answer(input, region);
  });
}
