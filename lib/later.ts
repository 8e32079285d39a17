/* What few runs need, loaded when one does. In one file: each further file of a bundle makes every start longer. */

export { EventBridgeClient } from '@aws-sdk/client-eventbridge';
export { SNSClient } from '@aws-sdk/client-sns';
export { sendMetrics } from './run/send-metrics.ts';
