import { AppStreamClient } from '@aws-sdk/client-appstream';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { StandardRetryStrategy } from '@smithy/core/retry';

/** The AWS clients of one process, each made when it is first asked for and then kept. */
export interface Clients {
  appstream(region: string): AppStreamClient;
  sns(): SNSClient;
  events(): EventBridgeClient;
}

/** Tries of one call, the first included. */
const MAX_ATTEMPTS = 3;

/**
 * The SDK's standard retries, except for `LimitExceededException`: the SDK takes it for throttling, but of `CopyImage`
 * it is the answer that a quota is used up, which no retry within seconds can change.
 */
class QuotaIsAnAnswer extends StandardRetryStrategy {
  override refreshRetryTokenForRetry(
    ...[token, info]: Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>
  ): ReturnType<StandardRetryStrategy['refreshRetryTokenForRetry']> {
    const { error } = info;
    if (error instanceof Error && error.name === 'LimitExceededException') {
      return Promise.reject(new Error('a used-up quota is not retried'));
    }
    return super.refreshRetryTokenForRetry(token, info);
  }
}

/**
 * Clients for the account that the environment's credentials belong to. Endpoints can be redirected by
 * `AWS_ENDPOINT_URL_APPSTREAM` and its like.
 * @param region where SNS and EventBridge are
 * @param retryDelay milliseconds before the given retry, in place of the SDK's own
 */
export function createClients(region: string, retryDelay?: (retry: number) => number): Clients {
  const backoff = retryDelay && { setDelayBase: () => {}, computeNextBackoffDelay: retryDelay };
  const settings = (of: string) => ({
    region: of,
    retryStrategy: new QuotaIsAnAnswer({ maxAttempts: MAX_ATTEMPTS, backoff }),
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 20_000,
      throwOnRequestTimeout: true,
    },
  });
  const appstream = new Map<string, AppStreamClient>();
  let sns: SNSClient | undefined;
  let events: EventBridgeClient | undefined;
  return {
    appstream(of) {
      const client = appstream.get(of) ?? new AppStreamClient(settings(of));
      appstream.set(of, client);
      return client;
    },
    sns() {
      sns ??= new SNSClient(settings(region));
      return sns;
    },
    events() {
      events ??= new EventBridgeClient(settings(region));
      return events;
    },
  };
}
