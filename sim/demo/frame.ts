import { tagKeys } from '../../lib/core/tags/keys.ts';
import { parseStatus, type StatusWord } from '../../lib/core/tags/status.ts';
import type { SimImage } from '../index.ts';
import type { Ending } from './story.ts';

/** One image and one of its destinations, at one moment. */
export interface Row {
  readonly image: string;
  readonly region: string;
  readonly replica: string;
  /** The first word of the status tag; undefined as long as there is none. */
  readonly word: StatusWord | undefined;
  readonly note: string;
  /** Simulated minutes for which a state that is no end has held. */
  readonly minutes: number | undefined;
}

/** Something said at a moment of simulated time. */
export interface Line {
  readonly at: Date;
  readonly text: string;
}

/** What there is to see at one moment. */
export interface Frame {
  readonly now: Date;
  /** Simulated minutes since the story began. */
  readonly minute: number;
  readonly watching: boolean;
  readonly runs: number;
  readonly rows: readonly Row[];
  readonly beats: readonly Line[];
  /** Subjects of what the subscriber received. */
  readonly messages: readonly Line[];
}

const keys = tagKeys('replicate');

/** The rows for all destinations of a story, from the source images as they are at a moment. */
export function rowsOf(
  endings: readonly Ending[],
  sources: readonly SimImage[],
  now: Date,
): readonly Row[] {
  return endings.map(({ image, region, replica }) => {
    const source = sources.find(({ name }) => name === image);
    return { image, region, replica, ...stateOf(source, region, now) };
  });
}

type State = Pick<Row, 'word' | 'note' | 'minutes'>;

function stateOf(source: SimImage | undefined, region: string, now: Date): State {
  const nothing = { word: undefined, minutes: undefined };
  if (!source) return { ...nothing, note: '' };
  const status = parseStatus(source.tags[keys.status(region)], now);
  if (!status) {
    if (source.state !== 'AVAILABLE')
      return { ...nothing, note: `image ${source.state}`, minutes: since(source.createdAt, now) };
    return { ...nothing, note: source.tags[keys.to] ? 'to be looked at' : 'not tagged' };
  }
  const { word, code = '', attempts, started } = status;
  switch (word) {
    case 'WAITING':
      return { word, note: code, minutes: since(status.since, now) };
    case 'COPYING':
      return {
        word,
        note: attempts > 1 ? `copy ${attempts}` : '',
        minutes: since(status.since, now),
      };
    case 'AVAILABLE': {
      const took = started && `after ${since(started, status.since)} min`;
      const copies = attempts > 1 && `${attempts} copies`;
      return { word, note: [took, copies].filter(Boolean).join(', '), minutes: undefined };
    }
    case 'FAILED':
      return { word, note: code, minutes: undefined };
    default:
      return word satisfies never;
  }
}

function since(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 60_000);
}
