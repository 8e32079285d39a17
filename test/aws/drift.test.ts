import { readFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import { KNOWN_REGIONS } from '../../lib/core/region.ts';
import { shapes } from '../support/model.ts';

/** What the SDK has, what was looked at before, and what to do about something new. */
type Row = readonly [what: string, now: readonly string[], known: string, advice: string];

const SIMULATE =
  'see whether the replicator should use it; if so, simulate it in sim/operations and list it in docs/simulator.md';

const SERVICE: readonly Row[] = [
  [
    'operation on images',
    operationsOn(/Image(?!Builder)(?!Task)/),
    `CopyImage CreateImportedImage CreateUpdatedImage DeleteImage DeleteImagePermissions
    DescribeImagePermissions DescribeImages UpdateImagePermissions`,
    SIMULATE,
  ],
  [
    'operation on exports of images',
    operationsOn(/Image.*Task/),
    'CreateExportImageTask GetExportImageTask ListExportImageTasks',
    SIMULATE,
  ],
  [
    'operation on image builders',
    operationsOn(/ImageBuilder/),
    `AssociateSoftwareToImageBuilder CreateImageBuilder CreateImageBuilderStreamingURL
    DeleteImageBuilder DescribeImageBuilders DisassociateSoftwareFromImageBuilder
    StartImageBuilder StartSoftwareDeploymentToImageBuilder StopImageBuilder`,
    SIMULATE,
  ],
  [
    'operation on fleets',
    operationsOn(/Fleet/),
    `AssociateApplicationFleet AssociateFleet CreateFleet DeleteFleet
    DescribeApplicationFleetAssociations DescribeFleets DisassociateApplicationFleet
    DisassociateFleet ListAssociatedFleets StartFleet StopFleet UpdateFleet`,
    SIMULATE,
  ],
  [
    'operation on tags',
    operationsOn(/tag/i),
    'ListTagsForResource TagResource UntagResource',
    SIMULATE,
  ],
  [
    'error',
    shapes(-3),
    `AppStreamServiceException ConcurrentModificationException DryRunOperationException
    EntitlementAlreadyExistsException EntitlementNotFoundException IncompatibleImageException
    InvalidAccountStatusException InvalidParameterCombinationException InvalidRoleException
    LimitExceededException OperationNotPermittedException RequestLimitExceededException
    ResourceAlreadyExistsException ResourceInUseException ResourceNotAvailableException
    ResourceNotFoundException`,
    'decide in lib/core/decision/aws-error.ts whether it passes, and add it to MODELLED in sim/aws-json.ts',
  ],
  [
    'state of an image',
    Object.keys(sdk.ImageState),
    'AVAILABLE COPYING CREATING DELETING FAILED IMPORTING PENDING VALIDATING',
    'decide in phaseOf (lib/core/image.ts) whether the image is settled then, and add it to sim/core/image.ts',
  ],
  [
    'reason of an image’s state',
    Object.keys(sdk.ImageStateChangeReasonCode),
    `IMAGE_BUILDER_NOT_AVAILABLE IMAGE_COPY_FAILURE IMAGE_IMPORT_FAILURE IMAGE_UPDATE_FAILURE
    INTERNAL_ERROR`,
    'say what to do about it in lib/core/message/failure-code.ts, if copies can have it',
  ],
  [
    'visibility',
    Object.keys(sdk.VisibilityType),
    'PRIVATE PUBLIC SHARED',
    'see whether listImages (lib/aws/appstream/read.ts) lists own images that have it',
  ],
  [
    'state of a fleet',
    Object.keys(sdk.FleetState),
    'RUNNING STARTING STOPPED STOPPING',
    'add it to sim/core/fleet.ts, and see what UpdateFleet answers then',
  ],
  [
    'platform',
    Object.keys(sdk.PlatformType),
    `AMAZON_LINUX2 RHEL8 ROCKY_LINUX8 UBUNTU_PRO_2404 WINDOWS WINDOWS_SERVER_2016
    WINDOWS_SERVER_2019 WINDOWS_SERVER_2022 WINDOWS_SERVER_2025`,
    'add it to PLATFORMS in sim/core/image.ts',
  ],
];

/** Regions of AWS in which AppStream was not offered when they were looked at. */
const WITHOUT_APPSTREAM = `af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4
  ap-southeast-6 ap-southeast-7 eu-north-1 me-central-1 me-south-1 me-west-1 mx-central-1 sa-west-1
  us-west-1 cn-north-1 cn-northwest-1 eusc-de-east-1 us-iso-east-1 us-iso-west-1 us-isob-east-1
  us-isob-west-1 eu-isoe-west-1 us-isof-east-1 us-isof-south-1`;

function operationsOn(subject: RegExp): string[] {
  return shapes(9).filter((name) => subject.test(name));
}

/** The SDK does not export its list of regions. */
function regionsOfSdk(): string[] {
  const path =
    'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
  const names = readFileSync(path, 'utf8').matchAll(/"((?:[a-z]+-){2,3}\d+)": \{/g);
  return [...names].map(([, name = '']) => name);
}

/** A sentence for each name that is new, and for each that is gone. */
function drift([what, now, known, advice]: Row): string[] {
  const before = known.split(/\s+/);
  return [
    ...now
      .filter((name) => !before.includes(name))
      .map((name) => `AppStream has a new ${what}, ${name}: ${advice}; then list it here.`),
    ...before
      .filter((name) => !now.includes(name))
      .map((name) => `AppStream no longer has the ${what} ${name}: see what uses it.`),
  ];
}

describe('the service', () => {
  test.each(SERVICE)('the SDK knows every %s that it knew before, and no other', (...row) => {
    expect(drift(row)).toEqual([]);
  });

  test('the SDK knows every region that it knew before, and no other', () => {
    const now = regionsOfSdk();
    const advice =
      'if AppStream is offered there (AWS General Reference), add it to KNOWN_REGIONS in lib/core/region.ts';
    const known = [...KNOWN_REGIONS, WITHOUT_APPSTREAM].join(' ');
    expect(drift(['region', now, known, advice])).toEqual([]);
  });
});

test('what is new fails with a sentence that says where to look', () => {
  const row: Row = ['state of an image', ['FAILED', 'MOVED'], 'FAILED PENDING', 'decide'];
  expect(drift(row)).toEqual([
    'AppStream has a new state of an image, MOVED: decide; then list it here.',
    'AppStream no longer has the state of an image PENDING: see what uses it.',
  ]);
});
