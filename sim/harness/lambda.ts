/* What Lambda gives the function. */

import { ACCOUNT, HOME } from './account.ts';

/** Milliseconds for a run: the stack's time limit. */
export const TIMEOUT = 300_000;

/** As much of the context of an invocation as the handler reads. */
export function lambdaContext(account = ACCOUNT) {
  return {
    functionName: 'appstream-image-replicator',
    awsRequestId: 'a-request',
    invokedFunctionArn: `arn:aws:lambda:${HOME}:${account}:function:appstream-image-replicator`,
    getRemainingTimeInMillis: () => TIMEOUT,
  };
}
