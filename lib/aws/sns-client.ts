/* The class of the client of SNS. Loaded when a client is made. */

export { SNSClient } from '@aws-sdk/client-sns';
