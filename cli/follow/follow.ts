/* What `run` and `retry` share: reconcile, wait if asked to, report. */

import type { Scope } from '../../lib/core/event.ts';
import { explain } from '../errors.ts';
import { EXIT, type Exit } from '../exit.ts';
import { columnsOf, type Io, paintOf, print, printJson } from '../io.ts';
import type { CommonOptions } from '../options.ts';
import { observe } from '../overview/observe.ts';
import type { Overview } from '../overview/overview.ts';
import { scopesOf } from '../overview/scope.ts';
import type { PersonalReconciler } from '../reconciler.ts';
import { report } from '../render/report.ts';
import { act } from './act.ts';
import { closing, exitFor, leftUndone } from './ending.ts';
import { createProgress } from './progress.ts';
import { untilSettled } from './until-settled.ts';

export interface FollowOptions extends CommonOptions {
  readonly wait?: boolean;
  readonly json?: boolean;
  /** Seconds between two looks. */
  readonly interval: number;
}

/** Reconciles once, with `wait` goes on until everything is at its end, and says how it stands. */
export async function follow(
  names: readonly string[],
  reconciler: PersonalReconciler,
  options: FollowOptions,
  io: Io,
): Promise<Exit> {
  const scopes = scopesOf(names);
  const errors = await act(scopes, reconciler);
  for (const error of errors) print(io.stderr, `error: ${explain(error)}`);
  if (errors.length > 0 && reconciler.refusals.size > 0) print(io.stderr, leftUndone(reconciler));
  let overview = await observe(scopes, reconciler);
  if (options.wait) overview = await wait(overview, scopes, reconciler, options, io);
  if (options.json) printJson(io.stdout, overview);
  else {
    const paint = paintOf(io.stdout, io.env);
    const drawn = report(overview, names, columnsOf(io.stdout), paint, options);
    const hasErred = errors.length > 0;
    print(io.stdout, drawn, '', closing(overview, reconciler, hasErred, paint, options));
  }
  const signal = io.stoppedBy?.();
  if (signal) return EXIT[signal];
  // What went wrong at first was tried again while waiting.
  return errors.length > 0 && !options.wait ? EXIT.error : exitFor(overview);
}

async function wait(
  first: Overview,
  scopes: readonly Scope[],
  reconciler: PersonalReconciler,
  options: FollowOptions,
  io: Io,
): Promise<Overview> {
  const progress = createProgress(io, options);
  let last = first;
  progress.show(first);
  try {
    for await (last of untilSettled(first, scopes, reconciler, options.interval, io)) {
      progress.show(last);
    }
    return last;
  } finally {
    progress.clear();
  }
}
