/* Runs cfn-lint, where it is installed. */

import { spawnSync } from 'node:child_process';

/**
 * What cfn-lint finds, informational rules included. Where it is not installed there is nothing to find, and the test says so.
 * @param ignored rules that do not apply
 */
export function lint(templatePath: string, ignored: readonly string[]): string {
  const options = ['--include-checks', 'I', '--ignore-checks', ...ignored];
  const { error, stdout, stderr } = spawnSync(
    'cfn-lint',
    [...options, '--template', templatePath],
    { encoding: 'utf8' },
  );
  if (!error) return `${stdout}${stderr}`;
  console.warn(`The template was not linted: ${error.message}`);
  return '';
}
