/* The SDK clients of a process, and how they retry. */

import { AppStreamClient } from '@aws-sdk/client-appstream';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SNSClient } from '@aws-sdk/client-sns';
import {
  AdaptiveRetryStrategy,
  type AdaptiveRetryStrategyOptions,
  DefaultRateLimiter,
} from '@smithy/core/retry';
import { CALL_TIMEOUT, CONNECTION_TIMEOUT, TRIES_PER_CALL } from '../core/limits.ts';
import { isUnrepeatable } from './errors.ts';

/** The AWS clients of one process, each made when it is first asked for and then kept; so is the code of those that few runs need. */
export interface Clients {
  appstream(region: string): AppStreamClient;
  sns(): Promise<SNSClient>;
  events(): Promise<EventBridgeClient>;
}

/**
 * The SDK's adaptive retries: they learn from throttling how many calls a second AWS takes, and keep to that. One
 * client is for one region, as the limits are. `LimitExceededException` is not retried, nor does it slow calls down:
 * the SDK takes it for throttling, but of `CopyImage` it is the answer that a quota is used up, which no retry within
 * seconds can change. Nor is a call that must not be repeated before another look.
 */
class QuotaIsAnAnswer extends AdaptiveRetryStrategy {
  readonly #onThrottled: (() => void) | undefined;

  constructor(options: AdaptiveRetryStrategyOptions, onThrottled?: () => void) {
    super(TRIES_PER_CALL, options);
    this.#onThrottled = onThrottled;
  }

  override refreshRetryTokenForRetry(
    ...[token, info]: Parameters<AdaptiveRetryStrategy['refreshRetryTokenForRetry']>
  ): ReturnType<AdaptiveRetryStrategy['refreshRetryTokenForRetry']> {
    const { error } = info;
    if (error instanceof Error && error.name === 'LimitExceededException') {
      return Promise.reject(new Error('a used-up quota is not retried'));
    }
    if (isUnrepeatable(error)) {
      return Promise.reject(new Error('this call is not repeated before another look'));
    }
    if (info.errorType === 'THROTTLING') this.#onThrottled?.();
    return super.refreshRetryTokenForRetry(token, info);
  }
}

/** Comes back to a rate that was throttled some sixteen times as slowly as the SDK's own: calls can wait, and others share the limit. */
function gentleLimiter(): DefaultRateLimiter {
  return new DefaultRateLimiter({ scaleConstant: 0.0001 });
}

/** What may be set of the pace of clients. */
export interface Pace {
  /** Milliseconds before the given retry, in place of the SDK's own pace. */
  readonly retryDelay?: (retry: number) => number;
  /** Called when AWS answers a call with throttling, before it is tried again. */
  readonly onThrottled?: () => void;
}

/**
 * Clients for the account that the environment's credentials belong to. Endpoints can be redirected by
 * `AWS_ENDPOINT_URL_APPSTREAM` and its like.
 * @param region where SNS and EventBridge are
 */
export function createClients(region: string, { retryDelay, onThrottled }: Pace = {}): Clients {
  const pace = retryDelay && {
    backoff: { setDelayBase: () => {}, computeNextBackoffDelay: retryDelay },
    rateLimiter: { getSendToken: async () => {}, updateClientSendingRate: () => {} },
  };
  const settings = (of: string) => ({
    region: of,
    retryStrategy: new QuotaIsAnAnswer(pace ?? { rateLimiter: gentleLimiter() }, onThrottled),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout: CALL_TIMEOUT,
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
    async sns() {
      const { SNSClient } = await import('../later.ts');
      sns ??= new SNSClient(settings(region));
      return sns;
    },
    async events() {
      const { EventBridgeClient } = await import('../later.ts');
      events ??= new EventBridgeClient(settings(region));
      return events;
    },
  };
}
