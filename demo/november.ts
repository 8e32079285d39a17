/* The story of the demo: a set of regions, a name of its own, an account to share with, a quota, copies that fail, fleets, an old image. */

import { describeReplica } from '../lib/core/tags/lineage.ts';
import type { World } from '../sim/index.ts';
import { HOME, type Story } from './story.ts';

const CAD = { image: 'cad-2026-11', tags: { team: 'design' } };
const GIS = { image: 'gis-2026-11', tags: { team: 'maps' } };
const OLD = { image: 'legacy-2016', tags: {} };
const LAB = { image: 'lab-2026-11', tags: { team: 'lab' } };

/** The account of somebody else, who uses one of the replicas. */
const PARTNER = '111122223333';

const CAD_RULE = '@europe ap-southeast-2=cad-apac';

/** The image of the family before, which is gone, and the regions that have a replica of it and a fleet on that. */
const OCTOBER = 'cad-2026-10';
const REGIONS = ['eu-west-1', 'eu-central-1', 'ap-southeast-2'];
const FLEET = 'design';
const FOLLOW = { 'replicate:follow': 'cad' };
const NIGHT = { 'replicate:window': '22:00-04:00' };

function prepareOctober(world: World): void {
  const createdAt = new Date('2026-10-19T08:00:00Z');
  const source = world.createImage(HOME, { name: OCTOBER, createdAt });
  for (const region of REGIONS) {
    world.createImage(region, {
      name: OCTOBER,
      description: describeReplica(source, 'CAD tools, October'),
      createdAt: new Date('2026-10-19T10:00:00Z'),
      imageBuilderName: null,
      tags: {
        'replicate:source': source.arn,
        'replicate:source-created': '2026-10-19T08:00:00Z',
        'replicate:family': 'cad',
      },
    });
    world.createFleet(region, { name: FLEET, imageName: OCTOBER });
  }
  world.deleteImage(HOME, OCTOBER);
}

export const NOVEMBER: Story = {
  begins: '2026-11-23T08:00:00Z',
  parameters: {
    ruleSets: 'europe: eu-west-1 eu-central-1',
    shareAccounts: PARTNER,
    retention: 'true',
    rollout: 'true',
  },
  prepare(world) {
    const createdAt = new Date('2026-11-16T09:30:00Z');
    world.createImage(HOME, { name: LAB.image, createdAt, tags: LAB.tags });
    prepareOctober(world);
  },
  beats: [
    {
      minute: 0,
      text: `The fleets ${FLEET} in three regions, on ${OCTOBER}, are tagged replicate:follow = "cad", the one in eu-central-1 also replicate:window = "22:00-04:00"`,
      act(world) {
        for (const region of REGIONS) {
          const window = region === 'eu-central-1' ? NIGHT : {};
          world.setFleetTags(region, FLEET, { ...FOLLOW, ...window });
        }
      },
    },
    {
      minute: 0,
      text: `The building of ${CAD.image} begins, tagged replicate:family = "cad", replicate:keep = "1" and replicate:to = "${CAD_RULE}", where @europe is eu-west-1 and eu-central-1`,
      act: (world) =>
        world.createImage(HOME, {
          name: CAD.image,
          description: 'CAD tools, November',
          buildMinutes: 20,
          tags: {
            ...CAD.tags,
            'replicate:family': 'cad',
            'replicate:keep': '1',
            'replicate:to': CAD_RULE,
          },
        }),
    },
    {
      minute: 2,
      text: `The building of ${GIS.image} begins, tagged replicate:to = "eu-west-1" and replicate:share = "${PARTNER}"`,
      act: (world) =>
        world.createImage(HOME, {
          name: GIS.image,
          buildMinutes: 12,
          tags: { ...GIS.tags, 'replicate:to': 'eu-west-1', 'replicate:share': PARTNER },
        }),
    },
    {
      minute: 5,
      text: `The building of ${OLD.image} begins, which AppStream will refuse to copy`,
      act: (world) =>
        world.createImage(HOME, {
          name: OLD.image,
          buildMinutes: 10,
          incompatible: true,
          tags: { 'replicate:to': 'eu-central-1' },
        }),
    },
    {
      minute: 30,
      text: `${LAB.image}, a week old, is tagged replicate:to = "eu-west-1", where two copies are running already: as many as its quota allows`,
      act: (world) => world.setTags(HOME, LAB.image, { ...LAB.tags, 'replicate:to': 'eu-west-1' }),
    },
  ],
  copyMinutes: { 'eu-west-1': 40, 'eu-central-1': 25, 'ap-southeast-2': 75 },
  failures: [{ image: CAD.image, region: 'eu-central-1', times: 1 }],
  endings: [
    { ...CAD, region: 'eu-west-1', copies: 1 },
    { ...CAD, region: 'eu-central-1', copies: 2 },
    { ...CAD, region: 'ap-southeast-2', replica: 'cad-apac', copies: 1 },
    { ...GIS, region: 'eu-west-1', copies: 1, sharedWith: PARTNER },
    { ...LAB, region: 'eu-west-1', copies: 1 },
    { ...OLD, region: 'eu-central-1', copies: 0, fails: 'IncompatibleImageException' },
  ],
  fleets: [
    { fleet: FLEET, region: 'eu-west-1', image: CAD.image, state: 'FOLLOWING' },
    { fleet: FLEET, region: 'ap-southeast-2', image: 'cad-apac', state: 'FOLLOWING' },
    { fleet: FLEET, region: 'eu-central-1', image: OCTOBER, state: 'WAITING' },
  ],
  retiring: [
    { image: OCTOBER, region: 'eu-west-1' },
    { image: OCTOBER, region: 'ap-southeast-2' },
  ],
};
