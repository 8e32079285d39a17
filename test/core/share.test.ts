import { describe, expect, test } from '@jest/globals';
import { parseRule } from '../../lib/core/tags/rule.ts';
import { type Grants, parseShare, wantedGrants } from '../../lib/core/tags/share.ts';
import { ALLOW_ALL, KEYS, RULE, tagged } from '../support/builders.ts';

const OWN = '123456789012';
const A = '111122223333';
const B = '444455556666';
const C = '777788889999';
const ALLOWED = [A, B, C];

const parse = (value: string | undefined, allowed: readonly string[] = ALLOWED) =>
  parseShare(value, KEYS.share, OWN, allowed);
const FLEETS = { fleets: true, builders: false };
const BUILDERS = { fleets: false, builders: true };
const BOTH = { fleets: true, builders: true };
const NONE: Grants = new Map();

describe('the tag replicate:share', () => {
  test('shares with an account for its fleets, its image builders, or both', () => {
    expect(parse(` ${A}  ${B}=builder ${C}=both `)).toEqual({
      share: {
        as: 'tag',
        grants: new Map([
          [A, FLEETS],
          [B, BUILDERS],
          [C, BOTH],
        ]),
      },
      problems: [],
      refused: [],
    });
  });

  test('shares as the source image is shared', () => {
    expect(parse('source')).toEqual({ share: { as: 'source' }, problems: [], refused: [] });
  });

  test('shares with nobody when it is absent', () => {
    expect(parse(undefined)).toEqual({ share: undefined, problems: [], refused: [] });
    expect(parse(undefined, [])).toEqual({ share: undefined, problems: [], refused: [] });
  });

  test.each([
    [
      'no account',
      ' ',
      `'replicate:share' names no account; write accounts separated by spaces, for example '${A}', or 'source'`,
    ],
    ['eleven digits', '11112222333', /^'11112222333' is not an account; an account has 12 digits/],
    ['a name', 'finance=both', /^'finance' is not an account/],
    ['an unknown kind', `${A}=fleet`, new RegExp(`^'${A}=fleet' says nothing .*write ${A} for`)],
    ['no kind', `${A}=`, new RegExp(`^'${A}=' says nothing`)],
    ['two kinds', `${A}=both=both`, new RegExp(`^'${A}=both=both' says nothing`)],
    [
      'an account twice',
      `${A} ${A}=builder`,
      `${A} is named 2 times; name each account once, for fleets and builders as ${A}=both`,
    ],
    ['the account itself', OWN, `${OWN} is the account of the images itself; leave it out`],
    [
      'an account that the stack does not allow',
      '999900001111=both',
      `999900001111 is not among the accounts that the stack allows; its parameter shareAccounts has ${A}, ${B}, ${C}`,
    ],
  ])('says of %s what would be right, and serves the others', (_, value, problem) => {
    const { share, problems } = parse(`${value} ${value.trim() === '' ? '' : C}`);
    expect(problems).toEqual([
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    ]);
    if (value.trim() !== '') expect(share).toEqual({ as: 'tag', grants: new Map([[C, FLEETS]]) });
  });

  test("does not mix the source's grants with others", () => {
    expect(parse(`source ${A}`)).toEqual({
      share: undefined,
      problems: ["'source' stands alone in 'replicate:share'; write either 'source' or accounts"],
      refused: [],
    });
  });

  test.each(['source', A, 'anything'])(
    'asks for what a stack without sharing does not allow: %s',
    (value) => {
      expect(parse(value, [])).toEqual({
        share: undefined,
        problems: [
          "'replicate:share' asks to share replicas, and the stack allows no account; set its parameter shareAccounts, or remove the tag",
        ],
        refused: [value],
      });
    },
  );
});

describe('a rule with a share', () => {
  const rule = (share: string, allowed: readonly string[] = ALLOWED) =>
    parseRule(tagged({ [KEYS.to]: 'eu-west-1', [KEYS.share]: share }), KEYS, {
      ...ALLOW_ALL,
      shareAccounts: allowed,
    });

  test('is the same destination as without', () => {
    expect(rule(A)?.wanted[0]?.fingerprint).toBe(RULE);
    expect(rule(A)?.problems).toEqual([]);
  });

  test('has its wrong accounts among its problems, and serves the right ones', () => {
    const mixed = rule(`${A} 999900001111 nobody`);
    expect(mixed?.problems).toHaveLength(2);
    expect(mixed?.share).toEqual({ as: 'tag', grants: new Map([[A, FLEETS]]) });
    expect(mixed?.wanted).toHaveLength(1);
  });

  test('is another mistake once the stack allows other accounts', () => {
    expect(rule(A, [])?.fingerprint).not.toBe(rule(A)?.fingerprint);
    expect(rule(A, [])?.fingerprint).toBe(rule(A, [B])?.fingerprint);
  });
});

describe('the grants that a replica is to have', () => {
  const tag = (value: string) => wantedGrants(parse(value).share, NONE, ALLOWED);

  test('are none without the tag, and then have no fingerprint', () => {
    expect(wantedGrants(undefined, new Map([[A, BOTH]]), ALLOWED)).toEqual({
      as: 'tag',
      grants: NONE,
      fingerprint: undefined,
    });
  });

  test('have a fingerprint that depends on accounts and kinds, not on their order', () => {
    expect(tag(`${A} ${B}`).fingerprint).toMatch(/^[0-9a-f]{8}$/);
    expect(tag(`${B} ${A}`).fingerprint).toBe(tag(`${A} ${B}`).fingerprint);
    const others = [A, `${A}=both`, `${A} ${B}=builder`, B].map((each) => tag(each).fingerprint);
    expect(new Set([...others, tag(`${A} ${B}`).fingerprint]).size).toBe(5);
  });

  test("are the source's, of the accounts that the stack allows, but for those that allow nothing", () => {
    const source = new Map([
      [A, BUILDERS],
      [B, { fleets: false, builders: false }],
      ['999900001111', BOTH],
    ]);
    const { as, grants } = wantedGrants({ as: 'source' }, source, ALLOWED);
    expect([as, grants]).toEqual(['source', new Map([[A, BUILDERS]])]);
  });
});
