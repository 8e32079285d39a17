/* Facts about the account: regions, permissions, rates, deployment. */

import { DENIED_MINUTES, REGION_MINUTES } from '../../../lib/core/limits.ts';
import type { Fact } from './fact.ts';

export const ACCOUNT_FACTS = [
  {
    id: 'disabled-region',
    question: 'how a region that is not enabled for the account refuses calls',
    assumed: '`UnrecognizedClientException`',
    handled: `the known ways are \`RegionUnavailable\` after ${REGION_MINUTES} minutes; any other is announced as \`FAILED\` with AWS’s code`,
    source: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html',
    answered: { by: 'reading' },
  },
  {
    id: 'request-rate',
    question: 'how many calls a second AppStream answers',
    assumed: 'any number',
    options: { callsPerSecond: '10' },
    handled:
      'throttled calls are repeated more and more slowly, and the rest waits for the next tick',
    answered: { by: 'nothing', why: 'would throttle the account' },
  },
  {
    id: 'policy-delay',
    question: 'how long a changed policy takes to apply everywhere',
    handled: `\`AccessDenied\` is retried for ${DENIED_MINUTES} minutes`,
    answered: { by: 'nothing', why: 'changes a policy' },
  },
  {
    id: 'copy-permission',
    question: 'which ARN IAM checks for `CopyImage`, the source’s or the replica’s',
    handled: 'images of this account are allowed in every region',
    source:
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonappstream2.0.html',
    answered: { by: 'nothing', why: 'changes a policy' },
  },
  {
    id: 'deployment',
    question: 'whether the stack deploys into a real account',
    handled: 'the template is validated and linted, nothing more',
    answered: { by: 'nothing', why: 'deploys; `doctor` checks a deployed stack' },
  },
] as const satisfies readonly Fact[];
