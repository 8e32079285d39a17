import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Fact } from '../../cli/conformance/facts/fact.ts';
import { FACTS } from '../../cli/conformance/facts/index.ts';
import { withDefaults } from '../../sim/behaviour.ts';
import { readPage } from '../docs/markdown.ts';

const IDS = FACTS.map(({ id }) => id);
const OPTIONS = FACTS.flatMap(({ options = {} }) => Object.keys(options));

/** What the simulator's code marks as a guess. */
const MARKED = globSync('sim/**/*.ts').flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/Guess: ([a-z, -]+)\./g)].flatMap(([, ids = '']) =>
    ids.split(', '),
  ),
);

/** A fact that only a default of the simulator's code assumes. */
function isFixed({ assumed, options }: Fact): boolean {
  return assumed !== undefined && options === undefined;
}

test('every fact has an id of its own', () => {
  expect(IDS).toEqual([...new Set(IDS)]);
});

test('every option of the simulator is an answer to a fact, and every answer is an option', () => {
  expect([...new Set(OPTIONS)].toSorted()).toEqual(Object.keys(withDefaults({})).toSorted());
});

test('every guess that the simulator’s code marks is a fact, and every fact without an option is marked', () => {
  const fixed = FACTS.filter(isFixed).map(({ id }) => id);
  expect([...new Set(MARKED)].toSorted()).toEqual(fixed.toSorted());
});

test('every name in brackets on the simulator’s page is a fact', () => {
  const { text } = readPage('docs/simulator.md');
  const names = [...text.matchAll(/ \[([a-z-]+)\](?!\()/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !IDS.includes(name))).toEqual([]);
});

test('what the simulator does not have says how it is handled', () => {
  const silent = FACTS.filter(
    ({ assumed, handled }) => handled === undefined && assumed === undefined,
  );
  expect(silent).toEqual([]);
});
