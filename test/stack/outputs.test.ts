import { expect, test } from '@jest/globals';
import { Deployed } from '../../sim/stack/deployed.ts';
import { evaluate } from '../../sim/stack/intrinsics.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';

test.each([
  ['eu-west-1', 'eu-west-1.console.aws.amazon.com'],
  ['us-gov-west-1', 'console.amazonaws-us-gov.com'],
])(
  'the link to the dashboard is to the console of %s',
  async (region, console) => {
    const { template } = await packagedStack();
    const deployed = new Deployed(template, { region });
    expect(evaluate(template.Outputs.DashboardUrl?.Value, deployed)).toBe(
      `https://${console}/cloudwatch/home?region=${region}#dashboards/dashboard/appstream-image-replicator-${region}`,
    );
  },
  PACKAGING_TIME,
);
