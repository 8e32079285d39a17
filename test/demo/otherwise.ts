import { NOVEMBER } from '../../sim/demo/november.ts';
import { run } from '../../sim/demo/run.ts';

// The demo's own story, but for one copy that fails as often as it is tried.
const failures = [
  { image: 'cad-2026-11', region: 'eu-central-1', times: Number.POSITIVE_INFINITY },
];

process.exitCode = await run({ ...NOVEMBER, failures }, process.argv.slice(2));
