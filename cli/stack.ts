/* Reads the deployed stack from CloudFormation. */

import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { faultFrom } from '../lib/aws/errors.ts';
import type { Fault } from '../lib/core/decision/aws-error.ts';

/** The deployed stack, as far as the commands need it. */
export interface Stack {
  readonly name: string;
  /** CloudFormation's word, for example `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly outputs: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
}

/** What is known of the stack: that it is there, that it is not, or why that cannot be said. */
export type ObservedStack =
  | { readonly kind: 'deployed'; readonly stack: Stack }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unread'; readonly fault: Fault };

/** Reads the stack. Never throws. */
export async function readStack(
  client: CloudFormationClient,
  name: string,
): Promise<ObservedStack> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const [found] = Stacks ?? [];
    if (!found) return { kind: 'missing' };
    const { Outputs = [], Parameters = [], StackStatus: status = 'UNKNOWN' } = found;
    const outputs = new Map(
      Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
    const parameters = new Map(
      Parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [
        ParameterKey,
        ParameterValue,
      ]),
    );
    return { kind: 'deployed', stack: { name, status, outputs, parameters } };
  } catch (error) {
    const fault = faultFrom(error);
    // CloudFormation has no error of its own for a stack that does not exist (API reference, DescribeStacks).
    return fault.code === 'ValidationError' ? { kind: 'missing' } : { kind: 'unread', fault };
  }
}
