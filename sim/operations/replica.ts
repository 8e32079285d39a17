import type { Copy } from '../behaviour.ts';
import type { Reason, Settled, Step, StoredImage } from '../core/image.ts';
import { newImage } from '../core/new-image.ts';
import type { Context } from './operation.ts';

/*
 * The image that CopyImage begins in the destination, and what becomes of it.
 */

const MINUTE = 60_000;

/** The replica of a copy that begins now. */
export function replica(context: Context, copy: Copy, description?: string): StoredImage {
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
    },
    now,
  );
  const copying: Step = { at: copiesAt, to: { state: 'COPYING' } };
  return { ...image, becomes: [copying, endOf(context, copy, copiesAt)] };
}

function endOf({ behaviour }: Context, copy: Copy, copiesAt: number): Step {
  const at = copiesAt + behaviour.copyMinutes(copy) * MINUTE;
  const fails = behaviour.copyOutcome(copy)?.fails;
  return { at, to: fails ? failed(at, fails) : { state: 'AVAILABLE' } };
}

function failed(at: number, fails: Reason): Settled {
  return {
    state: 'FAILED',
    stateChangeReason: { code: 'IMAGE_COPY_FAILURE', message: fails.message },
    imageErrors: [{ ...fails, at: new Date(at) }],
  };
}
