/* Stories that together make every call that the product can make. */

import { HOME, keys, type Stage, type StageOptions } from './stage.ts';

/** A story that brings the product to do everything it can do at least once, told by all of them together. */
export interface Scenario {
  readonly title: string;
  readonly options?: StageOptions;
  play(stage: Stage): Promise<unknown>;
}

const EU = 'eu-west-1';
const failed = { fails: { code: 'IMAGE_COPY_FAILURE', message: 'the copy broke off' } };

function build(stage: Stage, tags: Record<string, string>, name = 'cad'): void {
  stage.sim.world.createImage(HOME, { name, tags });
}

async function replicate(stage: Stage, tags: Record<string, string>): Promise<void> {
  build(stage, tags);
  await stage.look('cad');
  await stage.settle();
}

function retag(stage: Stage, change: (tags: Record<string, string>) => void): void {
  const tags = { ...stage.sim.world.image(HOME, 'cad')?.tags };
  change(tags);
  stage.sim.world.setTags(HOME, 'cad', tags);
}

export const SCENARIOS: readonly Scenario[] = [
  {
    title: 'an image with tags of its own goes to three regions, its own among them',
    play: (stage) =>
      replicate(stage, {
        'replicate:to': `${EU} eu-west-2=other ${HOME}=cad-copy`,
        team: 'design',
      }),
  },
  {
    title: 'seven images queue for two slots',
    async play(stage) {
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
        build(stage, { 'replicate:to': EU }, name);
      await stage.deliver({ trigger: 'sweep' });
      await stage.settle();
    },
  },
  {
    title: 'a replica fails every time',
    options: { copyOutcome: () => failed },
    play: (stage) => replicate(stage, { 'replicate:to': EU }),
  },
  {
    title: 'a copy is late',
    options: { copyMinutes: () => 7 * 60 },
    play: (stage) => replicate(stage, { 'replicate:to': EU }),
  },
  {
    title: 'a copy is refused, another name is taken, a region is unreachable',
    async play(stage) {
      stage.sim.world.createImage('eu-west-2', { name: 'cad' });
      stage.sim.world.disableRegion('eu-south-1');
      stage.sim.fault({
        operation: 'CopyImage',
        match: (input) => JSON.stringify(input).includes(EU),
        effect: { error: 'IncompatibleImageException' },
      });
      await replicate(stage, { 'replicate:to': `${EU} eu-west-2 eu-south-1 sa-east-1` });
    },
  },
  {
    title: 'a rule is wrong, then corrected',
    async play(stage) {
      await replicate(stage, { 'replicate:to': `${EU} nowhere` });
      retag(stage, (tags) => Object.assign(tags, { 'replicate:to': EU }));
      await stage.look('cad');
      await stage.settle();
    },
  },
  {
    title: 'a rule is taken away while its image waits',
    async play(stage) {
      stage.sim.world.quota(EU, { copies: 0 });
      build(stage, { 'replicate:to': EU });
      await stage.look('cad');
      retag(stage, (tags) => Reflect.deleteProperty(tags, keys.to));
      await stage.settle();
    },
  },
];
