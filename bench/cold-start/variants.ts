import type { Bundle, Workshop } from '../process/build.ts';

/** One way to have a handler, to be measured beside the others. */
export interface Variant {
  readonly name: string;
  readonly bundle: Bundle;
  /** Environment variables of its own. */
  readonly environment?: Readonly<Record<string, string>>;
}

export const FLOOR = 'floor: middy and the AppStream and SNS clients';
export const PRODUCT = 'the function';
export const BARE = 'bare Node';

const SOURCE = 'handlers/replicate.ts';

/** What is always compared. */
export async function buildVariants(workshop: Workshop): Promise<Variant[]> {
  const { bundle } = workshop;
  return [
    { name: BARE, bundle: await bundle('bench/cold-start/bare.ts', 'bare.mjs') },
    { name: FLOOR, bundle: await bundle('bench/cold-start/floor.ts', 'floor.mjs') },
    {
      name: 'floor with Powertools logger and metrics',
      bundle: await bundle('bench/cold-start/floor-observed.ts', 'floor-observed.mjs'),
    },
    { name: PRODUCT, bundle: await bundle(SOURCE, 'product.mjs') },
    {
      name: 'the function, its packages not bundled',
      bundle: await bundle(SOURCE, 'unbundled.mjs', { packages: 'external' }),
    },
  ];
}

/** Other ways to build the same function, which were not chosen. */
export async function buildTrials(workshop: Workshop): Promise<Variant[]> {
  const { bundle } = workshop;
  return [
    {
      name: 'CommonJS in place of ES modules',
      bundle: await bundle(SOURCE, 'product.cjs', { format: 'cjs' }),
    },
    { name: 'not minified', bundle: await bundle(SOURCE, 'full.mjs', { minify: false }) },
    {
      name: 'packages’ CommonJS files preferred (esbuild’s default for Node)',
      bundle: await bundle(SOURCE, 'main-fields.mjs', {
        mainFields: ['main', 'module'],
        banner: {
          js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
        },
      }),
    },
    {
      name: 'with the SDK’s other sources of credentials',
      bundle: await bundle(SOURCE, 'credentials.mjs', { external: [] }),
    },
  ];
}
