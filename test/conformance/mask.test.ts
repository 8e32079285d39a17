import { expect, test } from '@jest/globals';
import { masked } from '../../cli/conformance/mask.ts';

test.each([
  ['account 123456789012 is full', 'account ************ is full'],
  [
    'User: arn:aws:sts::123456789012:assumed-role/Admin/ada@example.com is not authorized',
    'User: the caller is not authorized',
  ],
  [
    'on arn:aws-us-gov:appstream:us-gov-west-1:123456789012:image/cad-2026, denied',
    'on a resource, denied',
  ],
  ['1234567890123 images in 40 minutes', '1234567890123 images in 40 minutes'],
])('%s is shown as: %s', (text, shown) => {
  expect(masked(text)).toBe(shown);
});
