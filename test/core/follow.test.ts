import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseFollow } from '../../lib/core/rollout/follow.ts';
import { isOpen, nextOpening, parseWindow } from '../../lib/core/rollout/window.ts';
import { readFamily } from '../../lib/core/tags/family.ts';
import { KEYS } from '../support/builders.ts';
import { holds } from '../support/property.ts';

describe('the tag follow', () => {
  test('names a family, or one image of it', () => {
    expect(parseFollow('cad')).toEqual({ family: 'cad' });
    expect(parseFollow('cad_2.x-y@cad-2026-10')).toEqual({
      family: 'cad_2.x-y',
      image: 'cad-2026-10',
    });
  });

  test.each(['', ' cad', 'cad design', '@cad-1', 'a'.repeat(65), 'cäd'])(
    "'%s' names no family, and the answer says what would",
    (value) => {
      expect(parseFollow(value)).toMatch(/names no family; write FAMILY .* or FAMILY@IMAGE/);
    },
  );

  test.each(['cad@', 'cad@-x', 'cad@a b', 'cad@a@b', `cad@${'a'.repeat(102)}`])(
    "'%s' names no image, and the answer says what would",
    (value) => {
      expect(parseFollow(value)).toMatch(/names no image after the '@'; .*'cad@cad-2026-10'/);
    },
  );
});

describe('the tag window', () => {
  test('has times, and a day or a range of days that may go past the week', () => {
    const all = [0, 1, 2, 3, 4, 5, 6];
    expect(parseWindow('22:00-04:00')).toEqual({ days: all, opens: 1320, minutes: 360 });
    expect(parseWindow('sat 00:00-00:30')).toEqual({ days: [6], opens: 0, minutes: 30 });
    expect(parseWindow('Fri-Mon 23:30-00:00')).toEqual({
      days: [5, 6, 0, 1],
      opens: 1410,
      minutes: 30,
    });
  });

  test.each([
    ['at night', /is not a window; write times in UTC/],
    ['22:00', /is not a window/],
    ['22:00-24:00', /is not a window/],
    ['9:00-10:00', /is not a window/],
    ['22:00 - 04:00', /is not a window/],
    ['sat,sun 22:00-04:00', /neither a day nor a range of days/],
    ['monday 22:00-04:00', /'monday' .* the days are mon tue wed/],
    ['sat-sat 22:00-04:00', /neither a day nor a range/],
    ['mon-wed-fri 22:00-04:00', /neither a day nor a range/],
    ['22:00-22:00', /is too short; a window has at least 30 minutes/],
    ['22:00-22:29', /is too short/],
  ])("'%s' is refused, and the answer says what would be right", (value, problem) => {
    expect(parseWindow(value)).toMatch(problem);
  });

  test.each([
    ['22:00-04:00', '2026-11-23T21:59:59Z', false],
    ['22:00-04:00', '2026-11-23T22:00:00Z', true],
    ['22:00-04:00', '2026-11-23T03:59:59Z', true],
    ['22:00-04:00', '2026-11-23T04:00:00Z', false],
    ['sun 22:00-04:00', '2026-11-23T03:00:00Z', true],
    ['mon 22:00-04:00', '2026-11-23T03:00:00Z', false],
    ['sat-mon 22:00-04:00', '2026-11-22T23:00:00Z', true],
    ['tue 10:00-11:00', '2026-11-23T10:30:00Z', false],
  ])('%s at %s is open: %s', (value, at, isOpenThen) => {
    const window = parseWindow(value);
    if (typeof window === 'string') throw new Error(window);
    expect(isOpen(window, new Date(at))).toBe(isOpenThen);
  });

  test('is closed a moment before it opens next, and open then', () => {
    const day = fc.constantFrom('', 'mon ', 'sat ', 'fri-mon ', 'tue-thu ');
    const moment = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-12-31'),
      noInvalidDate: true,
    });
    holds(fc.tuple(day, moment), ([days, now]) => {
      const window = parseWindow(`${days}22:00-04:00`);
      if (typeof window === 'string') throw new Error(window);
      const next = nextOpening(window, now);
      expect(next > now).toBe(true);
      expect(isOpen(window, next)).toBe(true);
      expect(isOpen(window, new Date(next.getTime() - 1))).toBe(false);
    });
  });
});

describe('the tag rollout', () => {
  test('is each or together, and each where it is absent', () => {
    const read = (rollout?: string) =>
      readFamily({ [KEYS.family]: 'cad', ...(rollout && { [KEYS.rollout]: rollout }) }, KEYS);
    expect([read().rollout, read('each').rollout, read('together').rollout]).toEqual([
      'each',
      'each',
      'together',
    ]);
    expect(read('togehter')).toMatchObject({
      rollout: undefined,
      problems: [expect.stringMatching(/'each' .*'together'/)],
    });
  });

  test('needs a family', () => {
    const { problems } = readFamily({ [KEYS.rollout]: 'each' }, KEYS);
    expect(problems).toEqual([expect.stringMatching(/'replicate:rollout' needs a family/)]);
  });
});
