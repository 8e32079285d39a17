import { describe, expect, test } from '@jest/globals';
import type { Frame, Row } from '../../sim/demo/frame.ts';
import { changes } from '../../sim/demo/lines.ts';
import { TABLE_WIDTH, table } from '../../sim/demo/table.ts';

const CAD: Row = {
  image: 'cad',
  region: 'eu-west-1',
  replica: 'cad',
  word: undefined,
  note: '',
  minutes: undefined,
};

function frame(partial: Partial<Frame>): Frame {
  return {
    now: new Date('2026-11-23T08:20:00Z'),
    minute: 20,
    watching: true,
    runs: 21,
    rows: [],
    beats: [],
    messages: [],
    ...partial,
  };
}

describe('the lines', () => {
  test('tell of each row that changed, and of no other', () => {
    const before = frame({ rows: [CAD, { ...CAD, region: 'eu-west-2' }] });
    const after = frame({ rows: [CAD, { ...CAD, region: 'eu-west-2', word: 'COPYING' }] });
    expect(changes(before, after)).toEqual(['08:20  cad to eu-west-2: COPYING']);
  });

  test('do not tell that a minute has passed', () => {
    const before = frame({ rows: [{ ...CAD, word: 'COPYING', minutes: 1 }] });
    const after = frame({ rows: [{ ...CAD, word: 'COPYING', minutes: 2 }] });
    expect(changes(before, after)).toEqual([]);
  });

  test('tell of what has begun at first, and not of what has not', () => {
    const rows = [CAD, { ...CAD, region: 'eu-west-2', note: 'image PENDING', minutes: 0 }];
    expect(changes(undefined, frame({ rows }))).toEqual(['08:20  cad to eu-west-2: image PENDING']);
  });

  test("tell a replica's name when it is not its image's", () => {
    const rows: Row[] = [{ ...CAD, replica: 'cad-eu', word: 'WAITING', note: 'CopyQuota' }];
    expect(changes(frame({ rows: [CAD] }), frame({ rows }))).toEqual([
      '08:20  cad to eu-west-1 as cad-eu: WAITING CopyQuota',
    ]);
  });

  test('tell what happens before, and messages after, what it leads to', () => {
    const at = new Date('2026-11-23T08:20:00Z');
    const after = frame({
      rows: [{ ...CAD, word: 'FAILED', note: 'NameTaken' }],
      beats: [{ at, text: 'cad is tagged' }],
      messages: [{ at, text: 'FAILED: cad' }],
    });
    expect(changes(frame({ rows: [CAD] }), after)).toEqual([
      '08:20  cad is tagged',
      '08:20  cad to eu-west-1: FAILED NameTaken',
      '08:20  message: FAILED: cad',
    ]);
    expect(changes(after, after)).toEqual([]);
  });
});

describe('the table', () => {
  const at = new Date('2026-11-23T08:15:00Z');
  const full = frame({
    rows: [
      { ...CAD, image: 'cad-2026-11', word: 'COPYING', note: 'copy 2', minutes: 3 },
      { ...CAD, image: 'cad-2026-11', region: 'ap-southeast-2', replica: 'cad-apac' },
      {
        ...CAD,
        image: 'legacy-2016',
        replica: 'legacy-2016',
        word: 'FAILED',
        note: 'IncompatibleImageException',
      },
    ],
    beats: [{ at, text: `Something happens that takes ${'very '.repeat(12)}long to tell` }],
    messages: [{ at, text: 'FAILED to eu-west-1' }],
  });
  const plain = (_: unknown, text: string) => text;
  const lines = table(full, plain).split('\n');

  test('fits a terminal of 80 columns when it has run for hours', () => {
    const [head = ''] = table({ ...full, minute: 614, runs: 1123 }, plain).split('\n');
    expect(head).toContain('(10 h 14 min)   watch on: a run each minute   1123 runs');
    expect(head.length).toBeLessThanOrEqual(TABLE_WIDTH);
  });

  test('fits a terminal of 80 columns and 24 rows', () => {
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(TABLE_WIDTH);
    expect(TABLE_WIDTH).toBeLessThanOrEqual(80);
    expect(lines.length).toBeLessThan(24);
  });

  test('shows the simulated time, each row once named by its image, and the messages', () => {
    expect(lines[0]).toContain('Simulated time 08:20  (20 min)   watch on');
    expect(lines).toEqual(
      expect.arrayContaining([
        'cad-2026-11  eu-west-1 as cad            COPYING   copy 2, 3 min',
        '             ap-southeast-2 as cad-apac  no image yet',
        'legacy-2016  eu-west-1                   FAILED    IncompatibleImageException',
        '08:15  FAILED to eu-west-1',
      ]),
    );
  });

  test('paints words as asked', () => {
    const painted = table(full, (style, text) => `<${String(style)}>${text}</>`);
    expect(painted).toContain('<red>FAILED   </>');
    expect(painted).toContain('<cyan>COPYING  </>');
  });
});
