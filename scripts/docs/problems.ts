import { parseRule } from '../../lib/core/rule.ts';
import { tagKeys } from '../../lib/core/tags.ts';
import { table } from './table.ts';

/** Every way in which a rule can be wrong, on an image `cad` of us-east-1. */
const WRONG: readonly Readonly<Record<string, string>>[] = [
  { 'replicate:name': '@name-copy' },
  { 'replicate:to': 'eu-west-1', 'replicate:nmae': 'cad-eu' },
  { 'replicate:to': 'eu_west_1' },
  { 'replicate:to': 'eu-west-1 us-west-2 eu-west-1=cad-2' },
  { 'replicate:to': 'us-gov-west-1' },
  { 'replicate:to': 'eu-west-1=-cad' },
  { 'replicate:to': 'eu-west-1', 'replicate:name': 'aws-@name' },
  { 'replicate:to': 'us-east-1' },
];

/** Wrong rules, and what is said about them. */
export function ruleProblems(): string {
  const rows = WRONG.map((tags) => [
    Object.entries(tags)
      .map(([key, value]) => `\`${key} = ${value}\``)
      .join('<br>'),
    problemsOf(tags).join('; '),
  ]);
  return table(['on image `cad` of us-east-1', 'what `InvalidRule` says'], rows);
}

function problemsOf(tags: Readonly<Record<string, string>>): readonly string[] {
  const image = {
    name: 'cad',
    region: 'us-east-1',
    arn: 'arn:aws:appstream:us-east-1:123456789012:image/cad',
    state: 'AVAILABLE',
    phase: 'AVAILABLE',
    createdAt: new Date(0),
    description: '',
    problem: undefined,
    tags,
  } as const;
  return parseRule(image, tagKeys('replicate'))?.problems ?? [];
}
