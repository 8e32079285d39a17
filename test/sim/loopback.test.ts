import { expect, test } from '@jest/globals';
import { startSimulator } from '../../sim/index.ts';
import { startSubscriber } from '../../sim/subscriber.ts';

/** Another address of this machine, where a server answers that listens on every interface. */
const elsewhere = (url: string) => url.replace('127.0.0.1', '127.0.0.2');

test.each([
  ['AppStream', () => startSimulator({ now: () => new Date(0) })],
  ['SNS', () => startSubscriber()],
])(
  'nobody but this machine reaches the simulated %s, which asks for no password',
  async (_, start) => {
    const { url, close } = await start();
    try {
      expect((await fetch(url)).status).toBeGreaterThan(0);
      await expect(fetch(elsewhere(url))).rejects.toThrow('fetch failed');
    } finally {
      await close();
    }
  },
);
