/* Reconciles several images, one after the other. */

import type { Reconciler } from '../../lib/context.ts';
import type { Scope } from '../../lib/core/event.ts';
import { reconcile } from '../../lib/reconcile.ts';

/** Reconciles each scope once; an error in one does not stop the next. @returns the errors */
export async function act(scopes: readonly Scope[], reconciler: Reconciler): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (const scope of scopes) {
    try {
      await reconcile(scope, reconciler);
    } catch (error) {
      errors.push(...(error instanceof AggregateError ? error.errors : [error]));
    }
  }
  return errors;
}
