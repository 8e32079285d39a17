import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type FleetStatus,
  formatFleetStatus,
  namesImage,
  parseFleetStatus,
} from '../../lib/core/rollout/fleet-status.ts';
import { minutesAgo, NOW } from '../support/builders.ts';
import { holds } from '../support/property.ts';

const name = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}$/);
const hex = fc.stringMatching(/^[0-9a-f]{8}$/);
const past = fc.integer({ min: 0, max: 500_000 }).map(minutesAgo);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Every status that the product writes: facts that never stand together are left out. */
const statuses: fc.Arbitrary<FleetStatus> = fc.oneof(
  fc.record({
    word: fc.constant('FOLLOWING' as const),
    since: past,
    asked: maybe(past),
    due: maybe(fc.constant(NOW)),
    rule: hex,
    build: past,
    image: name,
    from: maybe(name),
  }),
  fc.record({
    word: fc.constant('WAITING' as const),
    since: past,
    code: fc.constantFrom('WindowClosed', 'Updating', 'InvalidParameterCombinationException'),
    blocked: maybe(fc.constant(NOW)),
    rule: hex,
    build: maybe(past),
    current: maybe(past),
    image: name,
    to: maybe(hex),
    text: maybe(fc.string()),
  }),
  fc.record({
    word: fc.constant('FAILED' as const),
    since: past,
    asked: maybe(past),
    code: fc.constantFrom('OtherPlatform', 'AccessDeniedException'),
    cause: hex,
    due: maybe(fc.constant(NOW)),
    rule: hex,
    build: maybe(past),
    current: maybe(past),
    image: name,
    text: maybe(fc.string()),
  }),
);

test('a status reads as it was written, within 256 characters that a tag may hold', () => {
  holds(statuses, (status) => {
    const tag = formatFleetStatus(status);
    expect(tag.length).toBeLessThanOrEqual(256);
    expect(tag).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u);
    const read = parseFleetStatus(tag, NOW);
    const { image = '', text: _, ...facts } = status;
    const known = Object.fromEntries(
      Object.entries(facts).filter(([, value]) => value !== undefined),
    );
    expect(read).toMatchObject(known);
    expect(read && namesImage(read, image)).toBe(true);
    expect(read && namesImage(read, `${image}x`)).toBe(false);
  });
});

test('what is not a status reads as none, and what a person wrote is not announced', () => {
  for (const value of [undefined, '', 'GONE', 'following']) {
    expect(parseFleetStatus(value, NOW)).toBeUndefined();
  }
  expect(parseFleetStatus('FAILED due=3', NOW)).toMatchObject({ word: 'FAILED', due: undefined });
});

test('a time in the future was not written by the replicator', () => {
  const read = parseFleetStatus('FOLLOWING since=2999-01-01T00:00:00Z rule=0f1e2d3c due=5', NOW);
  expect(read).toMatchObject({ since: NOW, due: NOW });
});
