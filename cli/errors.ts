/* What an error says to the user: one line, with what to do. */

import { faultFrom } from '../lib/aws/errors.ts';
import type { Fault } from '../lib/core/decision/aws-error.ts';
import { meantRegion, partitionOf } from '../lib/core/region.ts';

/** Something that the user can put right. Its message says what and how, in one line. */
export class UserError extends Error {}

/** One line for whatever was thrown. */
export function explain(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (typeof error === 'string') return error;
  // Of a connection: one error for each address of the same host.
  if (error instanceof AggregateError && 'code' in error) return explain(error.errors[0]);
  if (error instanceof AggregateError) return [...new Set(error.errors.map(explain))].join('; ');
  return explainFault(faultFrom(error));
}

/** Codes of calls that did not come to an answer of AWS: then no other call will either. */
const UNREACHED = [
  'CredentialsProviderError',
  'ECONNREFUSED',
  'ENOTFOUND',
  'ERR_INVALID_URL',
  'ETIMEDOUT',
];

/** Whether a call failed for a reason that lies with this machine: its credentials or its network. */
export function isUnreached({ code }: Fault): boolean {
  return UNREACHED.includes(code);
}

/** Whether a region does not know the credentials: as a rule because it is not enabled for the account. */
export function isRefused({ code }: Fault): boolean {
  return ADVICE.get(code) === REFUSED;
}

/** One line for a failed call, with what can be done about it where that is known. */
export function explainFault({ code, message }: Fault): string {
  // What the SDK tells programmers about an answer that it cannot read is of no use here.
  if (code === 'CredentialsProviderError')
    return message === NOT_CONFIGURED ? NO_CREDENTIALS : advised(`${BROKEN}: ${message}`, REPAIR);
  if (code === 'Unknown') return UNNAMED;
  const [text = ''] = message.split(' Deserialization error:');
  const advice = ADVICE.get(code);
  const isSaid = code === 'Error' || text.startsWith(`${code}: `);
  const said = isSaid ? text : `${code}: ${text}`;
  return advice === undefined ? said : advised(said, advice);
}

function advised(said: string, advice: string): string {
  return `${said.replace(/\.$/, '')}; ${advice}`;
}

/** What the SDK says when nothing is set up, and of most profiles that fail. Otherwise it says what is wrong. */
const NOT_CONFIGURED = 'Could not load credentials from any providers';
const BROKEN = 'the AWS credentials cannot be loaded';
const REPAIR =
  "check the profile in the AWS configuration, or sign in again with 'aws sso login --profile NAME'";
const NO_CREDENTIALS =
  "no AWS credentials could be loaded; run 'aws configure' or 'aws sso login', or set AWS_PROFILE; of a profile that is set up, 'aws sts get-caller-identity --profile NAME' says what fails";
/** The SDK calls an error `Unknown` when the answer names none: of AWS to some calls, or of something else at that address. */
const UNNAMED =
  'the service refused a call and gave no reason; check AWS_ENDPOINT_URL, if it is set';
const EXPIRED =
  "the credentials have expired; renew them, for example with 'aws sso login --profile NAME'";
const REFUSED =
  'the credentials are wrong, or the region is not enabled for the account (see the account settings)';
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['ExpiredToken', EXPIRED],
  ['ExpiredTokenException', EXPIRED],
  ['UnrecognizedClientException', REFUSED],
  ['InvalidClientTokenId', REFUSED],
  ['ENOTFOUND', 'check the spelling of the region, and the network'],
  ['ERR_INVALID_URL', 'check AWS_ENDPOINT_URL'],
  ['ECONNREFUSED', 'check AWS_ENDPOINT_URL: nothing answers there'],
]);

/** The nearest region as a hint, where another one was meant. */
export function didYouMeanRegion(region: string, home: string): string {
  const near = meantRegion(region, partitionOf(home), home);
  return near === undefined || near === region ? '' : `; did you mean ${near}?`;
}
