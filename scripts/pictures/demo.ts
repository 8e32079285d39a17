/* The demo up to the moment of the pictures. */

import { PassThrough } from 'node:stream';
import type { Overview } from '../../cli/overview/overview.ts';
import { startCloud } from '../../demo/cloud.ts';
import { NOVEMBER } from '../../demo/november.ts';
import { play } from '../../demo/play.ts';
import { createView } from '../../demo/view.ts';
import type { Size } from './terminal.ts';

/** The message after which replicas are ready, copies under way, one has failed, and a fleet has moved. */
const MOMENT = 'ROLLED_OUT';

export interface Recording {
  readonly size: Size;
  /** What the demo has written to the terminal. */
  readonly bytes: string;
  readonly overview: Overview;
}

/** Plays the demo for a terminal, without waiting. @throws when the moment does not come */
export async function recordDemo(size: Size): Promise<Recording> {
  const ends: (() => Promise<void>)[] = [];
  try {
    const stdout = new PassThrough({ encoding: 'utf8' });
    const terminal = Object.assign(stdout, { ...size, isTTY: true, hasColors: () => true });
    const view = createView({ stdout: terminal, env: {} });
    let bytes = '';
    for await (const frame of play(NOVEMBER, await startCloud(NOVEMBER, (end) => ends.push(end)))) {
      view.show(frame);
      bytes += stdout.read() ?? '';
      if (frame.effects.some((effect) => effect.includes(MOMENT))) {
        return { size, bytes, overview: frame.overview };
      }
    }
    throw new Error(`the demo sends no message ${MOMENT}`);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
