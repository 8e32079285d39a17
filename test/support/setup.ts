/* Prepares a process that runs test files: where Jest's functions come from, and an end for a test that hangs. */

import { registerHooks } from 'node:module';
import { addEventHandler } from 'jest-circus';

const GLOBALS = new URL('./jest-globals.js', import.meta.url).href;
/** Milliseconds that a test or a hook may take. No test asserts a time; this only ends one that hangs, on a busy machine too. */
const PATIENCE = 120_000;
/** Those of the machine, whatever a test puts in their place. */
const { setTimeout, clearTimeout } = globalThis;

// The package itself works in Jest's own module loader alone.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals'
      ? { url: GLOBALS, format: 'module', shortCircuit: true }
      : next(specifier, context),
});

addEventHandler((event, { currentDescribeBlock: { tests, hooks } }) => {
  if (event.name !== 'add_test' && event.name !== 'add_hook') return;
  const added = event.name === 'add_test' ? tests.at(-1) : hooks.at(-1);
  if (added?.fn) added.fn = limited(added.fn, event.timeout ?? PATIENCE);
});

/** The same, but it fails once it has taken so many milliseconds. */
function limited(run: (...none: never[]) => unknown, most: number): () => Promise<void> {
  return async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`not done after ${most / 1000} s`)), most);
    try {
      await Promise.race([run(), promise]);
    } finally {
      clearTimeout(timer);
    }
  };
}
