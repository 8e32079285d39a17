/* The demo: `npm run demo`. */

import { NOVEMBER } from './november.ts';
import { run } from './run.ts';

process.exitCode = await run(NOVEMBER, process.argv.slice(2));
