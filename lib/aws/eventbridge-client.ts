/* The class of the client of EventBridge. Loaded when a client is made. */

export { EventBridgeClient } from '@aws-sdk/client-eventbridge';
