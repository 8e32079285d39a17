/* A plug-in of the framework: refuses parameters that the stack has not, which the framework would ignore. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closest } from 'fastest-levenshtein';

interface Framework {
  readonly serviceDir: string;
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
}

/** Loaded by `serverless.yml`. */
export default class CheckParameters {
  readonly hooks: Readonly<Record<string, () => void>>;

  constructor(framework: Framework, { param = [] }: { readonly param?: readonly string[] }) {
    this.hooks = { initialize: () => check(param, framework) };
  }
}

function check(given: readonly string[], { serviceDir, classes }: Framework): void {
  const text = readFileSync(join(serviceDir, 'stack/parameters.yml'), 'utf8');
  const known = [...text.matchAll(/\$\{param:(\w+),/g)].flatMap(([, name]) => name ?? []);
  const unknown = given
    .map((each) => each.split('=')[0] ?? '')
    .find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const message = `The stack has no parameter '${unknown}'; the nearest is '${closest(unknown, known)}'.`;
  throw new classes.Error(message, 'UNKNOWN_PARAMETER');
}
