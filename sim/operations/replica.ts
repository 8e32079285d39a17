/* The image that CopyImage begins in the destination, and what becomes of it. */
import type { Copy } from '../behaviour.ts';
import type { Reason, Settled, Step, StoredImage } from '../core/image.ts';
import { newImage } from '../core/new-image.ts';
import type { Context } from './operation.ts';

const MINUTE = 60_000;

/** How long a copy that the quotas do not allow seems to go on. */
const DOOMED = 1 * MINUTE;

/**
 * The replica of a copy that begins now.
 * @param problem why the copy cannot succeed, and fails before long
 */
export function replica(
  context: Context,
  copy: Copy,
  description?: string,
  problem?: string,
): StoredImage {
  const { account, behaviour, now } = context;
  const copiesAt = now + behaviour.pendingFirst * MINUTE;
  const image = newImage(
    account,
    copy.destinationRegion,
    {
      name: copy.destinationName,
      displayName: copy.source.displayName,
      description,
      state: 'PENDING',
      imageBuilderName: null,
      platform: copy.source.platform,
    },
    now,
  );
  const copying: Step = { at: copiesAt, to: { state: 'COPYING' } };
  const end = problem ? failure(now + DOOMED, problem) : endOf(context, copy, copiesAt);
  return { ...image, becomes: [copying, end] };
}

function endOf({ behaviour }: Context, copy: Copy, copiesAt: number): Step {
  const at = copiesAt + behaviour.copyMinutes(copy) * MINUTE;
  const fails = behaviour.copyOutcome(copy)?.fails;
  return { at, to: fails ? failed(at, fails) : { state: 'AVAILABLE' } };
}

function failure(at: number, message: string): Step {
  return { at, to: failed(at, { code: 'INTERNAL_SERVICE_ERROR', message }) };
}

function failed(at: number, fails: Reason): Settled {
  return {
    state: 'FAILED',
    stateChangeReason: { code: 'IMAGE_COPY_FAILURE', message: fails.message },
    imageErrors: [{ ...fails, at: new Date(at) }],
  };
}
