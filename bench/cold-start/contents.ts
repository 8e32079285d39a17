import { round } from '../numbers.ts';
import type { Bundle } from '../process/build.ts';
import type { Table } from '../section.ts';

/** What stands in the bundle besides the floor, by the packages' names. */
const PARTS: readonly (readonly [part: string, packages: RegExp])[] = [
  ['Powertools: logs and metrics', /^@aws-lambda-powertools\//],
  ['EventBridge client, which signs for several regions', /eventbridge|multi-region/],
  ['the project’s own code', /^$/],
];

/** Where the bytes of a bundle come from. */
export function contents(bundle: Bundle, floor: Bundle): Table {
  const parts = PARTS.map(([part, packages]) => ({ part, packages, bytes: 0 }));
  let shared = 0;
  let others = 0;
  for (const [name, bytes] of bundle.bytesByPackage) {
    const part = parts.find(({ packages }) => packages.test(name));
    if (part) part.bytes += bytes;
    else if (floor.bytesByPackage.has(name)) shared += bytes;
    else others += bytes;
  }
  const rows: [string, number][] = [
    ['middy and the SDK, as far as the floor has it too', shared],
    ...parts.map(({ part, bytes }): [string, number] => [part, bytes]),
    ['other packages', others],
    ['all', bundle.bytes],
  ];
  return {
    caption: 'What the bundle holds',
    columns: ['', 'kB', 'times the whole floor'],
    rows: rows.map(([part, bytes]) => [part, round(bytes / 1000), round(bytes / floor.bytes)]),
  };
}
