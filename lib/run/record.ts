/* Records what was done: writes it to the status tags, then announces what is due. */

import pMap from 'p-map';
import type { Reconciler } from '../context.ts';
import { groupBy } from '../core/group-by.ts';
import { IMAGES_AT_ONCE } from '../core/limits.ts';
import type { Result } from './apply.ts';
import { count } from './count.ts';
import { logResult } from './log.ts';
import type { SourceRecord } from './source-record.ts';

/**
 * Records what was done, each step for all images before the next. Never throws: what failed is in the records'
 * `errors`. What was done comes first. What only waits the next run decides again, if there is no time left to write it.
 */
export async function record(
  records: readonly SourceRecord[],
  results: readonly Result[],
  reconciler: Reconciler,
): Promise<void> {
  const { log, meter, timeLeft } = reconciler;
  const each = (those: readonly SourceRecord[], step: (record: SourceRecord) => Promise<void>) =>
    pMap(those, step, { concurrency: IMAGES_AT_ONCE });
  const byImage = groupBy(results, ({ destination }) => destination.source);
  const resultsOf = ({ source }: SourceRecord) => byImage.get(source.image) ?? [];
  const write = async (record: SourceRecord) => {
    await record.write();
    // Image by image: a stream keeps what is written to it until the event loop turns.
    for (const result of resultsOf(record)) {
      logResult(log, result, record.writtenFor(result.destination));
      if (record.isWritable) count(result, meter);
    }
  };

  for (const record of records) record.note(resultsOf(record));
  const urgent = records.filter(({ isUrgent }) => isUrgent);
  const others = records.filter(({ isUrgent }) => !isUrgent);
  await each(urgent, write);
  await each(others, async (record) => {
    if (timeLeft() > 0) await write(record);
  });
  await each(records, (record) => record.announce());
  for (const { isStatusRefused } of records) if (isStatusRefused) meter.add('StatusNotWritten', 1);
}
