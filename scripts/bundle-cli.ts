/* Bundles the command line into `dist/` for the npm package: no dependencies, no TypeScript, Node 20.12 and newer. */

import { cpSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: ['cli/process.ts'],
  outfile: 'dist/cli.mjs',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.12',
  mainFields: ['module', 'main'],
  legalComments: 'eof',
  // What is CommonJS among the packages asks for Node's own modules with `require`.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});
cpSync('cli/page/style', 'dist/style', { recursive: true });
