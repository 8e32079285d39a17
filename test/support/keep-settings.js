/*
 * Loaded first by each process that runs test files. The runner sends its settings once, to all processes when the first
 * asks: one that does not listen yet would never get them, and would wait for ever.
 */

const SETTINGS = 'jest-light-runner-worker-data';
let settings;

process.on('message', (message) => {
  if (message?.type === SETTINGS) settings = message;
});
process.on('newListener', (event, listener) => {
  if (event === 'message' && settings) queueMicrotask(() => listener(settings));
});
// Not for what the tests start themselves.
process.execArgv.splice(process.execArgv.indexOf(`--import=${import.meta.url}`), 1);
