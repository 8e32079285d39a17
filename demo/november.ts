/* The story of the demo: three regions, two of them in a set, a name of its own, an account to share with, a quota, a copy that fails, an image that cannot be copied. */

import { HOME, type Story } from './story.ts';

const CAD = { image: 'cad-2026-11', tags: { team: 'design' } };
const GIS = { image: 'gis-2026-11', tags: { team: 'maps' } };
const OLD = { image: 'legacy-2016', tags: {} };
const LAB = { image: 'lab-2026-11', tags: { team: 'lab' } };

/** The account of somebody else, who uses one of the replicas. */
const PARTNER = '111122223333';

const CAD_RULE = '@europe ap-southeast-2=cad-apac';

export const NOVEMBER: Story = {
  begins: '2026-11-23T08:00:00Z',
  ruleSets: 'europe: eu-west-1 eu-central-1',
  shareAccounts: PARTNER,
  prepare(world) {
    const createdAt = new Date('2026-11-16T09:30:00Z');
    world.createImage(HOME, { name: LAB.image, createdAt, tags: LAB.tags });
  },
  beats: [
    {
      minute: 0,
      text: `The building of ${CAD.image} begins, tagged replicate:to = "${CAD_RULE}", where @europe is eu-west-1 and eu-central-1`,
      act: (world) =>
        world.createImage(HOME, {
          name: CAD.image,
          description: 'CAD tools, November',
          buildMinutes: 20,
          tags: { ...CAD.tags, 'replicate:to': CAD_RULE },
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
};
