/* What a probe has seen of AWS, or why it has seen nothing. */

import { AppStreamServiceException } from '@aws-sdk/client-appstream';
import { faultFrom } from '../../lib/aws/errors.ts';
import { explain } from '../errors.ts';

/** What was seen, as the fact's `assumed` words it; or why that is unknown. */
export type Observation = { readonly seen: string } | { readonly unknown: string };

/** What AWS answers to a call: what its success says, or the code of its error. Never throws. */
export async function answerTo<Answer>(
  call: Promise<Answer>,
  describe: (answer: Answer) => string,
): Promise<Observation> {
  try {
    return { seen: describe(await call) };
  } catch (error) {
    return isAnswer(error) ? { seen: error.name } : { unknown: explain(error) };
  }
}

/** Answers of AppStream after which a call is worth another try. */
const PASSING = ['ResourceNotAvailableException', 'ConcurrentModificationException'];

/** Whether AppStream itself refuses a call: not IAM, not for its rate, and not because it is down. */
export function isAnswer(error: unknown): error is AppStreamServiceException {
  if (!(error instanceof AppStreamServiceException)) return false;
  const isRefusal = ['quota', 'exists', 'missing', 'permanent'].includes(faultFrom(error).kind);
  return isRefusal || PASSING.includes(error.name);
}

/** The observation of a probe, whatever goes wrong in it. @param rethrown the errors that it does not take */
export async function observing(
  probe: () => Promise<Observation>,
  rethrown?: new () => Error,
): Promise<Observation> {
  try {
    return await probe();
  } catch (error) {
    if (rethrown && error instanceof rethrown) throw error;
    return { unknown: explain(error) };
  }
}
