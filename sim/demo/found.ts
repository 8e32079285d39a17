import type { SimImage } from '../index.ts';
import type { Received } from '../subscriber.ts';
import { type Findings, gather, messageFact, pair, replicaFact } from './facts.ts';
import type { Row } from './frame.ts';

/** What there is to see in the end. */
export interface Evidence {
  /** Every image of the region where images are built. */
  readonly sources: readonly SimImage[];
  /** Every image of every destination region. */
  readonly destinations: readonly SimImage[];
  readonly inbox: readonly Received[];
  /** Every row that was ever shown. */
  readonly rows: readonly Row[];
  readonly watch: string;
}

const STATUS = 'replicate:status:';

/** What a story did end with. */
export function found({ sources, destinations, inbox, rows, watch }: Evidence): Findings {
  const waits = rows.filter(({ word }) => word === 'WAITING');
  const byOccasion = new Map(
    waits.map((row) => [`${pair(row.image, row.region)} ${row.note}`, row]),
  );
  return {
    replicas: gather(
      destinations.map(({ region, name, state, description = '', tags }) => [
        `${region}/${name}`,
        replicaFact(state, /\[replica of .*\]$/.exec(description)?.[0] ?? 'no lineage', tags),
      ]),
    ),
    statuses: gather(
      sources.flatMap(({ name, tags }) =>
        Object.entries(tags)
          .filter(([key]) => key.startsWith(STATUS))
          .map(([key, value]): [string, string] => [
            pair(name, key.slice(STATUS.length)),
            statusFact(value),
          ]),
      ),
    ),
    messages: gather(
      inbox.map(({ message: { outcome, source, destination, attempts, reason } }) => [
        pair(source.name, destination?.region ?? 'nowhere'),
        messageFact(outcome, destination?.name, attempts, reason?.code),
      ]),
    ),
    waits: gather(
      [...byOccasion.values()].map(({ image, region, note }) => [pair(image, region), note]),
    ),
    watch: gather([['the rule', watch]]),
  };
}

/** The word of a status tag, and the code of a failure. */
function statusFact(value: string): string {
  const [word, code] = /^(\w+)(?:.*? code=(\S+))?/.exec(value)?.slice(1) ?? [];
  return [word, code].filter(Boolean).join(' ');
}
