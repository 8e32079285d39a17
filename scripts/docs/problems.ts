/* The table of mistakes in a rule and the messages about them. */

import { tagKeys } from '../../lib/core/tags/keys.ts';
import { parseRule, type RulePolicy } from '../../lib/core/tags/rule.ts';
import { parseRuleSets } from '../../lib/core/tags/rule-sets.ts';

import { readList } from '../../lib/core/text.ts';

import { table } from './table.ts';

interface Wrong {
  readonly tags: Readonly<Record<string, string>>;
  /** The stack's parameter; all regions where it is absent. */
  readonly allowedRegions?: string;
  /** The stack's parameter; no account where it is absent. */
  readonly shareAccounts?: string;
  /** The stack's parameter; no sets where it is absent. */
  readonly ruleSets?: string;
  /** The stack's parameter. */
  readonly retention?: false;
}

const sharedWith = (accounts: string) => ({
  'replicate:to': 'eu-west-1',
  'replicate:share': accounts,
});

/** Every way in which a rule can be wrong, on an image `cad` of us-east-1. */
const WRONG: readonly Wrong[] = [
  { tags: { 'replicate:name': '@name-copy' } },
  { tags: { 'replicate:to': 'eu-west-1', 'replicate:nmae': 'cad-eu' } },
  { tags: { 'replicate:to': 'eu_west_1' } },
  { tags: { 'replicate:to': 'eu-west-1 us-west-2 eu-west-1=cad-2' } },
  { tags: { 'replicate:to': 'us-gov-west-1' } },
  { tags: { 'replicate:to': 'eu-west-1 eu-west-2' }, allowedRegions: 'eu-west-1 ap-southeast-2' },
  { tags: { 'replicate:to': '@standrd' }, ruleSets: 'standard: eu-west-1' },
  { tags: { 'replicate:to': '@standard eu-west-1' }, ruleSets: 'standard: eu-west-1' },
  { tags: { 'replicate:to': '@standard' }, ruleSets: 'standard: eu-west-1=@name-eu' },
  { tags: { 'replicate:to': 'eu-west-1=-cad' } },
  { tags: { 'replicate:to': 'eu-west-1', 'replicate:name': 'aws-@name' } },
  { tags: { 'replicate:to': 'us-east-1' } },
  { tags: sharedWith('111122223333') },
  { tags: sharedWith('444455556666'), shareAccounts: '111122223333' },
  { tags: sharedWith('finance 111122223333=fleet'), shareAccounts: '111122223333' },
  {
    tags: sharedWith('111122223333 111122223333=builder 123456789012'),
    shareAccounts: '111122223333',
  },
  { tags: sharedWith('source 111122223333'), shareAccounts: '111122223333' },
  { tags: { 'replicate:to': 'eu-west-1', 'replicate:family': 'computer aided' } },
  { tags: { 'replicate:to': 'eu-west-1', 'replicate:family': 'cad', 'replicate:keep': '0' } },
  { tags: { 'replicate:to': 'eu-west-1', 'replicate:keep': '3' } },
  {
    tags: { 'replicate:to': 'eu-west-1', 'replicate:family': 'cad', 'replicate:keep': '3' },
    retention: false,
  },
];

/** Rules that are not valid, and what `InvalidRule` says about each. */
export function ruleProblems(): string {
  const rows = WRONG.map(({ tags, allowedRegions, shareAccounts, ruleSets, retention = true }) => [
    [
      ...Object.entries(tags).map(([key, value]) => `\`${key} = ${value}\``),
      ...(ruleSets ? [`in a stack with \`ruleSets=${ruleSets}\``] : []),
      ...(allowedRegions ? [`in a stack with \`allowedRegions=${allowedRegions}\``] : []),
      ...(shareAccounts ? [`in a stack with \`shareAccounts=${shareAccounts}\``] : []),
      ...(retention ? [] : ['in a stack with `retention=false`']),
    ].join('<br>'),
    problemsOf(tags, {
      allowedRegions: readList(allowedRegions ?? ''),
      shareAccounts: readList(shareAccounts ?? ''),
      ruleSets: parseRuleSets(ruleSets ?? '').sets,
      retention,
    }).join('; '),
  ]);
  return table(['on image `cad` of us-east-1', 'what `InvalidRule` says'], rows);
}

function problemsOf(tags: Readonly<Record<string, string>>, policy: RulePolicy): readonly string[] {
  const image = {
    name: 'cad',
    region: 'us-east-1',
    arn: 'arn:aws:appstream:us-east-1:123456789012:image/cad',
    state: 'AVAILABLE',
    phase: 'AVAILABLE',
    createdAt: new Date(0),
    description: '',
    hasBuilder: true,
    problem: undefined,
    tags,
  } as const;
  return parseRule(image, tagKeys('replicate'), policy)?.problems ?? [];
}
