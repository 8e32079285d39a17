/* The account that `npm run sim` serves. */
import type { World } from './world.ts';

const SOURCE = 'us-east-1';
const DESTINATION = 'eu-west-1';

/** Fills a world with a few images of every kind, as if the account had been in use for days. */
export function seed(world: World, now: Date): void {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  seedSources(world, daysAgo);
  seedReplicas(world, now, daysAgo);
  seedForeign(world, daysAgo(90));
  seedUses(world, daysAgo);
  world.createRule('appstream-image-replicator-watch');
}

function seedSources(world: World, daysAgo: (days: number) => Date): void {
  world.createImage(SOURCE, {
    name: 'cad-2026-11',
    description: 'CAD tools, November',
    createdAt: daysAgo(2),
    tags: {
      'replicate:to': 'eu-west-1 ap-southeast-2=cad-apac',
      'replicate:family': 'cad',
      'replicate:keep': '1',
      team: 'engineering',
    },
  });
  world.createImage(SOURCE, {
    name: 'office-2026-11',
    createdAt: daysAgo(1),
    tags: {
      'replicate:to': 'eu-west-1 eu-central-1',
      'replicate:name': '@name-@region',
      'replicate:tags': 'team',
      team: 'desktop',
      'cost center': 'Zürich 42',
    },
  });
  world.createImage(SOURCE, {
    name: 'wrong-rule',
    createdAt: daysAgo(3),
    tags: { 'replicate:to': 'europe' },
  });
  world.createImage(SOURCE, {
    name: 'being-built',
    buildMinutes: 20,
    tags: { 'replicate:to': 'eu-west-1' },
  });
  world.createImage(SOURCE, { name: 'cad-2026-10', createdAt: daysAgo(33) });
  world.createImage(SOURCE, { name: 'untagged', createdAt: daysAgo(30) });
}

function seedReplicas(world: World, now: Date, daysAgo: (days: number) => Date): void {
  seedReplica(world, 'cad-2026-11', { team: 'engineering' });
  // An old one of the family, whose source image is gone, and which is to be deleted within a day.
  const retireAt = new Date(now.getTime() + 20 * 3_600_000);
  world.createImage(SOURCE, { name: 'cad-2026-09', createdAt: daysAgo(64) });
  seedReplica(world, 'cad-2026-09', { 'replicate:retire-at': `${iso(retireAt).slice(0, 16)}:00Z` });
  world.deleteImage(SOURCE, 'cad-2026-09');
  world.createImage(DESTINATION, {
    name: 'office-2026-11-eu-west-1',
    createdAt: now,
    buildMinutes: 40,
    buildState: 'COPYING',
    imageBuilderName: null,
  });
  world.createImage(DESTINATION, {
    name: 'failed-copy',
    createdAt: daysAgo(2),
    state: 'FAILED',
    stateChangeReason: { code: 'IMAGE_COPY_FAILURE', message: 'The image could not be copied.' },
    imageBuilderName: null,
  });
}

/** A finished replica of an image of the family `cad`. */
function seedReplica(world: World, name: string, tags: Readonly<Record<string, string>>): void {
  const source = world.image(SOURCE, name);
  if (!source) throw new Error('The sources come first');
  const at = iso(source.createdAt);
  world.createImage(DESTINATION, {
    name,
    description: `${source.description ?? ''} [replica of ${SOURCE}/${name} ${at}]`.trim(),
    createdAt: new Date(source.createdAt.getTime() + 60_000),
    imageBuilderName: null,
    tags: {
      ...tags,
      'replicate:source': source.arn,
      'replicate:source-created': at,
      'replicate:family': 'cad',
    },
  });
}

function iso(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** Images that others own. */
function seedForeign(world: World, createdAt: Date): void {
  world.createImage(SOURCE, {
    name: 'Sample-WinServer2022',
    createdAt,
    visibility: 'PUBLIC',
    imageBuilderName: null,
  });
  world.createImage(SOURCE, {
    name: 'from-a-partner',
    createdAt,
    visibility: 'SHARED',
    imageBuilderName: null,
  });
}

/** What uses the images: fleets, of which some follow a family, an image builder, and an account that one of them is shared with. */
function seedUses(world: World, daysAgo: (days: number) => Date): void {
  world.createFleet(SOURCE, {
    name: 'design',
    imageName: 'cad-2026-10',
    createdAt: daysAgo(30),
    tags: { team: 'engineering', 'replicate:follow': 'cad' },
  });
  world.createFleet(SOURCE, {
    name: 'office',
    imageName: 'office-2026-11',
    fleetType: 'ALWAYS_ON',
    sessionsPerInstance: 5,
    createdAt: daysAgo(20),
  });
  world.createFleet(DESTINATION, {
    name: 'design',
    imageName: 'cad-2026-11',
    state: 'STOPPED',
    createdAt: daysAgo(1),
    tags: {
      team: 'engineering',
      'replicate:follow': 'cad',
      'replicate:window': 'sat-sun 22:00-04:00',
    },
  });
  world.createImageBuilder(SOURCE, {
    name: 'builder',
    imageName: 'Sample-WinServer2022',
    state: 'STOPPED',
    createdAt: daysAgo(60),
  });
  world.share(SOURCE, 'office-2026-11', '111122223333');
}
