import { HOME, type Story } from './story.ts';

const CAD = { image: 'cad-2026-11', created: '2026-11-23T08:00:00Z', tags: { team: 'design' } };
const GIS = { image: 'gis-2026-11', created: '2026-11-23T08:02:00Z', tags: { team: 'maps' } };
const OLD = { image: 'legacy-2016', created: '2026-11-23T08:05:00Z', tags: {} };
const LAB = { image: 'lab-2026-11', created: '2026-11-16T09:30:00Z', tags: { team: 'lab' } };

const CAD_RULE = 'eu-west-1 eu-central-1 ap-southeast-2=cad-apac';

/** A morning with everything in it: three regions, a name of its own, a quota, a copy that fails, a hopeless image. */
export const NOVEMBER: Story = {
  begins: '2026-11-23T08:00:00Z',
  prepare(world) {
    const createdAt = new Date(LAB.created);
    world.createImage(HOME, { name: LAB.image, createdAt, tags: LAB.tags });
  },
  beats: [
    {
      minute: 0,
      text: `The building of ${CAD.image} begins, tagged replicate:to = "${CAD_RULE}"`,
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
      text: `The building of ${GIS.image} begins, tagged replicate:to = "eu-west-1"`,
      act: (world) =>
        world.createImage(HOME, {
          name: GIS.image,
          buildMinutes: 12,
          tags: { ...GIS.tags, 'replicate:to': 'eu-west-1' },
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
      text: `${LAB.image}, a week old, is tagged replicate:to = "eu-west-1", where two copies run already`,
      act: (world) => world.setTags(HOME, LAB.image, { ...LAB.tags, 'replicate:to': 'eu-west-1' }),
    },
  ],
  copyMinutes: { 'eu-west-1': 40, 'eu-central-1': 25, 'ap-southeast-2': 75 },
  failures: [{ image: CAD.image, region: 'eu-central-1', times: 1 }],
  endings: [
    {
      ...CAD,
      region: 'eu-west-1',
      replica: CAD.image,
      copies: 1,
      waits: ['SourceNotReady'],
    },
    {
      ...CAD,
      region: 'eu-central-1',
      replica: CAD.image,
      copies: 2,
      waits: ['SourceNotReady', 'CopyFailed', 'FailedReplica'],
    },
    {
      ...CAD,
      region: 'ap-southeast-2',
      replica: 'cad-apac',
      copies: 1,
      waits: ['SourceNotReady'],
    },
    { ...GIS, region: 'eu-west-1', replica: GIS.image, copies: 1, waits: ['SourceNotReady'] },
    { ...LAB, region: 'eu-west-1', replica: LAB.image, copies: 1, waits: ['CopyQuota'] },
    {
      ...OLD,
      region: 'eu-central-1',
      replica: OLD.image,
      copies: 0,
      waits: ['SourceNotReady'],
      fails: 'IncompatibleImageException',
    },
  ],
};
