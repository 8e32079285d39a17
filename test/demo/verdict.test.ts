import { describe, expect, test } from '@jest/globals';
import { type Findings, gather } from '../../sim/demo/facts.ts';
import { judge } from '../../sim/demo/verdict.ts';

type Kind = keyof Findings;

function findings(
  partial: Partial<Record<Kind, readonly (readonly [string, string])[]>>,
): Findings {
  const { replicas = [], statuses = [], messages = [], waits = [], watch = [] } = partial;
  return {
    replicas: gather(replicas),
    statuses: gather(statuses),
    messages: gather(messages),
    waits: gather(waits),
    watch: gather(watch),
  };
}

const TOLD = ['cad to eu-west-1', 'SUCCEEDED cad copies=1'] as const;
const OFF = ['the rule', 'DISABLED'] as const;

describe('the verdict', () => {
  test('is right when all is as it should be', () => {
    const all = findings({ messages: [TOLD], watch: [OFF] });
    expect(judge(all, all)).toEqual([
      { kind: 'replicas', right: 0, differences: [] },
      { kind: 'statuses', right: 0, differences: [] },
      { kind: 'messages', right: 1, differences: [] },
      { kind: 'waits', right: 0, differences: [] },
      { kind: 'watch', right: 1, differences: [] },
    ]);
  });

  test.each<[string, Kind, Findings, Findings, string]>([
    [
      'a message is missing',
      'messages',
      findings({ messages: [TOLD] }),
      findings({}),
      'cad to eu-west-1: expected SUCCEEDED cad copies=1; found nothing',
    ],
    [
      'a message came twice',
      'messages',
      findings({ messages: [TOLD] }),
      findings({ messages: [TOLD, TOLD] }),
      'cad to eu-west-1: expected SUCCEEDED cad copies=1; found SUCCEEDED cad copies=1 and SUCCEEDED cad copies=1',
    ],
    [
      'an image is there that should not be',
      'replicas',
      findings({}),
      findings({ replicas: [['eu-west-1/stray', 'AVAILABLE no lineage']] }),
      'eu-west-1/stray: expected nothing; found AVAILABLE no lineage',
    ],
    [
      'the watch is still on',
      'watch',
      findings({ watch: [OFF] }),
      findings({ watch: [['the rule', 'ENABLED']] }),
      'the rule: expected DISABLED; found ENABLED',
    ],
  ])('says so when %s', (_, kind, expected, found, difference) => {
    const verdicts = judge(expected, found);
    expect(verdicts.filter(({ differences }) => differences.length > 0)).toEqual([
      { kind, right: 0, differences: [difference] },
    ]);
  });
});
