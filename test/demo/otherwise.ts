import { NOVEMBER } from '../../demo/november.ts';
import { run } from '../../demo/run.ts';

// The image of the demo's story that cannot be copied, and the wrong expectation that it can.
const story = {
  ...NOVEMBER,
  beats: NOVEMBER.beats.filter(({ text }) => text.includes('legacy-2016')),
  endings: [{ image: 'legacy-2016', region: 'eu-central-1', copies: 1, tags: {} }],
  fleets: [],
  retiring: [],
};

process.exitCode = await run(story, process.argv.slice(2));
