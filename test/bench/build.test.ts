import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { openWorkshop } from '../../bench/process/build.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';

test(
  'the floor is built as the function is: the same settings make the very bundle of the package',
  async () => {
    const workshop = await openWorkshop();
    const { path } = await workshop.bundle('handlers/replicate.ts', 'product.mjs');
    const { bundlePath } = await packagedStack();
    expect(await readFile(path, 'utf8')).toBe(await readFile(bundlePath, 'utf8'));
    await workshop.remove();
  },
  PACKAGING_TIME,
);
