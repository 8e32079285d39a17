import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  exampleName,
  IMAGE_NAME,
  isReplicaName,
  parseImageArn,
  phaseOf,
} from '../../lib/core/image.ts';
import { arnOf, HOME } from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { anyText, imageName, LONGEST_NAME } from './arbitraries.ts';

const endings = fc.constantFrom('-copy', '-replica');

test.each([
  ['AVAILABLE', 'AVAILABLE'],
  ['FAILED', 'FAILED'],
  ['DELETING', 'DELETING'],
  ['PENDING', 'UNSETTLED'],
  ['COPYING', 'UNSETTLED'],
  ['CREATING', 'UNSETTLED'],
  ['IMPORTING', 'UNSETTLED'],
  ['VALIDATING', 'UNSETTLED'],
  ['REHYDRATING', 'UNSETTLED'],
  ['', 'UNSETTLED'],
  ['available', 'UNSETTLED'],
])('state %s is %s', (state, phase) => {
  expect(phaseOf(state)).toBe(phase);
});

test.each([
  ['cad', true],
  ['7', true],
  ['Cad_2026-11.v2', true],
  [LONGEST_NAME, true],
  [`${LONGEST_NAME}z`, false],
  ['', false],
  ['-cad', false],
  ['.cad', false],
  ['a b', false],
  ['größe', false],
  ['cad\n', false],
])('%j can be the name of an image: %s', (name, expected) => {
  expect(IMAGE_NAME.test(name)).toBe(expected);
});

test.each([
  ['cad', true],
  ['my-aws-cad', true],
  ['AW-S', true],
  [LONGEST_NAME.slice(1), true],
  [LONGEST_NAME, false],
  ['', false],
  ['-cad', false],
  ['größe', false],
  ['cad\n', false],
  ['aws', false],
  ['AWSome', false],
  ['amazon-cad', false],
  ['Amazon', false],
  ['appstream.cad', false],
  ['AppStream2', false],
])('%j can be the name of a replica: %s', (name, expected) => {
  expect(isReplicaName(name)).toBe(expected);
});

describe('an example of a name made from another', () => {
  test('is that one with an ending', () => {
    expect(exampleName('cad', '-copy')).toBe('cad-copy');
  });

  test('avoids what AWS reserves', () => {
    expect(exampleName('AWS-cad', '-copy')).toBe('my-AWS-cad-copy');
  });

  test('can be the name of a replica, whatever it is made from, and is another', () => {
    const reserved = imageName.map((name) => `Amazon${name}`.slice(0, 101));
    holds(fc.tuple(fc.oneof(imageName, reserved), endings), ([name, ending]) => {
      const example = exampleName(name, ending);
      expect(isReplicaName(example)).toBe(true);
      expect(example.endsWith(ending)).toBe(true);
    });
  });
});

describe('an ARN', () => {
  test.each(['aws', 'aws-us-gov', 'aws-cn', 'aws-iso-b', 'aws-eusc'])(
    'of an image in partition %s has its parts',
    (partition) => {
      expect(parseImageArn(arnOf(HOME, 'cad', partition))).toEqual({
        partition,
        region: HOME,
        account: '123456789012',
        name: 'cad',
      });
    },
  );

  test('has a name of any form and length that AppStream allows', () => {
    holds(imageName, (name) => expect(parseImageArn(arnOf(HOME, name))?.name).toBe(name));
  });

  test.each([
    '',
    'cad',
    'arn:aws:appstream:us-east-1:123456789012:fleet/cad',
    'arn:aws:appstream:us-east-1:123456789012:image-builder/cad',
    'arn:aws:appstream:us-east-1:123456789012:image/',
    'arn:aws:appstream:us-east-1:123456789012:image/a/b',
    'arn:aws:appstream:us-east-1::image/AppStream-WinServer2022-06-17-2024',
    'arn:aws:ec2:us-east-1:123456789012:image/cad',
    'arn:evil:appstream:us-east-1:123456789012:image/cad',
    'arn:aws:appstream:us-east-1:123456789012:image/cad\n',
    ' arn:aws:appstream:us-east-1:123456789012:image/cad',
  ])('that is %j is none of an image', (arn) => {
    expect(parseImageArn(arn)).toBeUndefined();
  });

  test('that is anything else breaks nothing', () => {
    holds(anyText, (text) => expect(parseImageArn(text)).toBeUndefined());
  });
});
