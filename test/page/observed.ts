import { observe } from '../../cli/overview/observe.ts';
import type { Overview } from '../../cli/overview/overview.ts';
import { scopesOf } from '../../cli/overview/scope.ts';
import { createStage, HOME } from '../support/stage.ts';

const COPY_MINUTES: Readonly<Record<string, number>> = {
  'ap-southeast-2': 75,
  'eu-central-1': 26,
  'eu-west-1': 38,
  'sa-east-1': 5,
};

let seen: Promise<Overview> | undefined;

/** What the command line sees of the simulator on a busy morning: every state, and all that can be wrong. */
export function busyMorning(): Promise<Overview> {
  seen ??= play();
  return seen;
}

async function play(): Promise<Overview> {
  const stage = createStage({
    copyMinutes: ({ source, destinationRegion }) =>
      (COPY_MINUTES[destinationRegion] ?? 50) + (source.name.startsWith('gis') ? 11 : 0),
    copyOutcome: ({ destinationRegion }) =>
      destinationRegion === 'sa-east-1'
        ? { fails: { code: 'IMAGE_COPY_FAILURE', message: 'The image could not be copied.' } }
        : undefined,
  });
  const { clock, sim } = stage;
  const build = (name: string, to?: string) =>
    sim.world.createImage(HOME, { name, tags: to === undefined ? {} : { 'replicate:to': to } });
  build('base-2026-10');
  build('cad-2026-11', 'eu-west-1 eu-central-1 ap-southeast-2=cad-apac');
  build('gis-2026-11', 'eu-west-1 eu-central-1 sa-east-1');
  sim.world.disableRegion('eu-south-1');
  sim.world.createImage('eu-central-1', { name: 'office-2026-11' });
  await stage.run({ kind: 'all', trigger: 'sweep' });
  await stage.settle();
  clock.advance(20);
  build('office-2026-11', 'eu-west-1 eu-central-1 us-west-2');
  build('maps-2026-11', 'eu-west-1 eu-south-1 europe');
  build('lab-2026-11', 'eu-west-1 us-west-2');
  await stage.run({ kind: 'all', trigger: 'sweep' });
  for (let minutes = 0; minutes < 8; minutes += 1) await stage.tick();
  build('locked-2026-11', 'eu-west-1');
  sim.world.createImage(HOME, {
    name: 'studio-2026-11',
    buildMinutes: 20,
    tags: { 'replicate:to': 'us-west-2 ap-southeast-2' },
  });
  sim.fault({
    operation: 'ListTagsForResource',
    match: (input) => JSON.stringify(input).includes('locked-2026-11'),
    effect: {
      error: 'AccessDeniedException',
      message: 'not authorized to perform: appstream:ListTagsForResource',
    },
  });
  build('plant-2026-11', 'us-west-2');
  return await observe(scopesOf([]), stage.reconciler);
}
