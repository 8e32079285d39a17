import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/*
 * npm run test:deep -- --runs N [--seed N]: the tests of faults, with as many random histories of each kind as asked,
 * a death at every call, and more processes killed. A seed gives the same histories every time and everywhere; another gives others.
 */

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '20261123' },
  },
});
for (const [name, value] of Object.entries(values)) {
  if (/^[1-9][0-9]{0,9}$/.test(value)) continue;
  console.error(`--${name} takes a whole number above 0, for example --${name} 1000`);
  process.exit(1);
}
console.error(`${values.runs} histories of each kind, seed ${values.seed}`);
const jest = ['node_modules/jest/bin/jest.js', 'test/faults'];
const { status } = spawnSync(process.execPath, jest, {
  stdio: 'inherit',
  env: {
    ...process.env,
    FAULT_RUNS: values.runs,
    FAULT_SEED: values.seed,
    FAULT_DEATHS: 'every',
    FAULT_KILLS: '30',
  },
});
process.exit(status ?? 1);
