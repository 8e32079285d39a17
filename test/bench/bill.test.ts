import { describe, expect, test } from '@jest/globals';
import {
  billOf,
  lambdaSeconds,
  type Month,
  runsOf,
  stepFunctionsBill,
  total,
  transitionsPerCopy,
} from '../../bench/money/bill.ts';
import { countResources } from '../../bench/money/stack.ts';

const MONTH: Month = {
  images: 100,
  regions: 5,
  runsPerImage: 60,
  sweeps: 1460,
  secondsPerRun: 2,
  memoryGigabytes: 0.5,
  logBytesPerRun: 1000,
  alarms: 7,
  dashboards: 1,
  keys: 1,
};

describe('the bill of a month', () => {
  test('has the price of every part', () => {
    const bill = billOf(MONTH);
    expect(bill.requests).toBeCloseTo((7460 * 0.2) / 1e6);
    expect(bill.duration).toBeCloseTo(7460 * 2 * 0.5 * 0.0000133334);
    expect(bill.logs).toBeCloseTo((7_460_000 / 1e9) * 0.5);
    expect(bill.metrics).toBeCloseTo(2 * 0.3 + (7 * 0.3 * 100) / 730);
    expect(bill.messages).toBeCloseTo(500 * (0.5 / 1e6 + 2 / 1e5 + 0.03 / 1e4));
    expect(bill.fixed).toBeCloseTo(1 + 0.7 + 3);
    expect(total(bill)).toBeCloseTo(Object.values(bill).reduce((sum, part) => sum + part));
  });

  test('counts the runs of the images and the sweeps', () => {
    expect(runsOf(MONTH)).toBe(100 * 60 + 1460);
  });

  test('never has a metric cost more than its month', () => {
    expect(billOf({ ...MONTH, images: 10_000 }).metrics).toBeCloseTo(0.3 * (2 + 7));
  });
});

test.each([
  [1, 0, 512, 1],
  [1, 1, 1769, 1],
  [1, 1, 4000, 1],
  [3, 1, 884.5, 4],
])('%d s with %d s of processor are, with %d MB, %d s', (seconds, cpu, megabytes, expected) => {
  expect(lambdaSeconds(seconds, cpu, megabytes)).toBeCloseTo(expected);
});

test.each([
  [1, 7],
  [40, 124],
  [39.5, 124],
])('polling a copy of %d minutes takes %i transitions', (minutes, transitions) => {
  expect(transitionsPerCopy(minutes)).toBe(transitions);
});

test('polling every copy costs its transitions', () => {
  expect(stepFunctionsBill(MONTH, 40)).toBeCloseTo((500 * 124 * 0.025) / 1000);
});

test.each([
  ['alarms', 'AWS::CloudWatch::Alarm', 8],
  ['dashboard', 'AWS::CloudWatch::Dashboard', 1],
  ['key', 'AWS::KMS::Key', 1],
])('the file %s of the stack has its %s', async (file, type, count) => {
  expect(await countResources(file, type)).toBe(count);
});
