import { describe, expect, test } from '@jest/globals';
import { MODELLED } from '../../sim/aws-json.ts';
import { createClock } from '../../sim/clock.ts';
import { ACCOUNT, HOME } from '../../sim/harness/account.ts';
import { createSimulation, type Simulation } from '../../sim/index.ts';
import { OPERATIONS } from '../../sim/operations/index.ts';
import { seed } from '../../sim/seed.ts';
import { membersOf, operationShapes, shapes, violations } from '../support/model.ts';
import { AUTHORIZATION } from './harness.ts';

/*
 * The model that the SDK ships says which members there are, their types, and which are required. It says nothing of
 * patterns, lengths, ranges, the values of enumerations, or which errors an operation has: of these, the simulator's
 * own schemas are all there is.
 */

const SUPPORTED = [...OPERATIONS.appstream.keys()];
const ARN = `arn:aws:appstream:${HOME}:${ACCOUNT}:image/cad-2026-10`;

/** Members that the service takes and the simulator ignores, as its page says. */
const IGNORED: Readonly<Record<string, readonly string[]>> = {
  CreateImportedImage: [
    'WorkspaceImageId',
    'RuntimeValidationConfig',
    'AgentSoftwareVersion',
    'AppCatalogConfig',
  ],
};

/** Calls that succeed, of each supported operation, in an account that is seeded. */
const CALLS: readonly (readonly [operation: string, input: object])[] = [
  ['DescribeImages', { MaxResults: 2 }],
  ['DescribeImages', { Names: ['cad-2026-11'], Type: 'PRIVATE' }],
  ['DescribeFleets', { Names: ['design'] }],
  ['DescribeImageBuilders', {}],
  ['DescribeImagePermissions', { Name: 'office-2026-11' }],
  ['TagResource', { ResourceArn: ARN, Tags: { team: 'cad' } }],
  ['ListTagsForResource', { ResourceArn: ARN }],
  ['UntagResource', { ResourceArn: ARN, TagKeys: ['team'] }],
  [
    'CopyImage',
    {
      SourceImageName: 'cad-2026-11',
      DestinationImageName: 'cad',
      DestinationRegion: 'eu-west-2',
      DestinationImageDescription: 'a copy',
    },
  ],
  [
    'UpdateImagePermissions',
    {
      Name: 'cad-2026-11',
      SharedAccountId: '111122223333',
      ImagePermissions: { allowFleet: true },
    },
  ],
  ['DeleteImagePermissions', { Name: 'cad-2026-11', SharedAccountId: '111122223333' }],
  ['UpdateFleet', { Name: 'design', ImageName: 'cad-2026-11' }],
  ['StopFleet', { Name: 'office' }],
  ['StartFleet', { Name: 'idle' }],
  ['DeleteImage', { Name: 'untagged' }],
  ['CreateUpdatedImage', { existingImageName: 'cad-2026-11', newImageName: 'cad-2' }],
  ['CreateImportedImage', { Name: 'imported', SourceAmiId: 'ami-0123456789abcdef0' }],
];

/** What is sent and answered, as it is in JSON. */
async function exchange(sim: Simulation, operation: string, input: object) {
  const body = JSON.stringify(input);
  const target = `PhotonAdminProxyService.${operation}`;
  const reply = await sim.answer({ target, authorization: AUTHORIZATION, body });
  const answer: unknown = JSON.parse(JSON.stringify(reply.body));
  return { status: reply.status, answer };
}

test('the input and the output of every supported operation are as the model says', async () => {
  const clock = createClock();
  const sim = createSimulation({ now: clock.now });
  seed(sim.world, clock.now());
  sim.world.createFleet(HOME, { name: 'idle', imageName: 'cad-2026-10', state: 'STOPPED' });
  const differences: string[] = [];
  for (const [operation, given] of CALLS) {
    const { input, output } = operationShapes(operation);
    const { status, answer } = await exchange(sim, operation, given);
    expect([operation, status, answer]).toEqual([operation, 200, expect.anything()]);
    differences.push(...violations(input, given, `${operation} input`));
    differences.push(...violations(output, answer, `${operation} output`));
  }
  expect(differences).toEqual([]);
  expect([...new Set(CALLS.map(([operation]) => operation))].toSorted()).toEqual(SUPPORTED);
});

/** What an empty account answers to an input that no SDK would send, as text. */
async function refusal(operation: string, input: object): Promise<string> {
  const sim = createSimulation({ now: createClock().now });
  return JSON.stringify((await exchange(sim, operation, input)).answer);
}

/** A number is none of the types but of numbers, and a text with a space is not valid for any of the others. */
const WRONG = [1, 'x y'];

describe.each(SUPPORTED)('members of %s', (operation) => {
  const { input } = operationShapes(operation);
  const { names, required } = membersOf(input);

  test(`${operation} requires what the model requires, and no more`, async () => {
    const answer = await refusal(operation, {});
    const missing = [...answer.matchAll(/'([\w]+)': is required/g)].map(([, name]) => name);
    expect(missing).toEqual(required);
  });

  test(`${operation} checks every member that the model has, but for those that its page names`, async () => {
    const unchecked: string[] = [];
    for (const name of names) {
      const answers = await Promise.all(
        WRONG.map((value) => refusal(operation, { [name]: value })),
      );
      const isChecked = new RegExp(`'${name}': (must|is not supported)`);
      if (!answers.some((answer) => isChecked.test(answer))) unchecked.push(name);
    }
    expect(unchecked).toEqual(IGNORED[operation] ?? []);
  });
});

test('every error that the simulator encodes as one of the model is in the model', () => {
  const errors = shapes(-3);
  expect([...MODELLED].filter((name) => !errors.includes(name))).toEqual([]);
});

test('what is not as the model says is noticed', () => {
  const { input } = operationShapes('CopyImage');
  expect(violations(input, { SourceImageName: 1, Tags: {} }, 'CopyImage')).toEqual([
    'CopyImage.DestinationImageName: missing',
    'CopyImage.DestinationRegion: missing',
    'CopyImage.SourceImageName: number, not string',
    'CopyImage.Tags: unknown',
  ]);
  const { output } = operationShapes('DescribeImages');
  const images = [{ Name: 'cad', CreatedTime: '2026-11-23' }, { ImageErrors: [{ ErrorCode: 1 }] }];
  expect(violations(output, { Images: images })).toEqual([
    '.Images.0.CreatedTime: string, not number',
    '.Images.1.Name: missing',
    '.Images.1.ImageErrors.0.ErrorCode: number, not string',
  ]);
});
