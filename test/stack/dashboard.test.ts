import { beforeAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { Deployed } from '../../sim/stack/deployed.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';

const Body = v.object({
  widgets: v.array(
    v.object({
      properties: v.object({
        region: v.string(),
        metrics: v.array(v.array(v.unknown())),
      }),
    }),
  ),
});

let properties: v.InferOutput<typeof Body>['widgets'][number]['properties'][];
beforeAll(async () => {
  const { template } = await packagedStack();
  const deployed = new Deployed(template, { stack: 'cad', region: 'eu-west-1' });
  const { DashboardBody } = deployed.resource('Dashboard').properties;
  properties = v
    .parse(Body, JSON.parse(String(DashboardBody)))
    .widgets.map((widget) => widget.properties);
}, PACKAGING_TIME);

test('the dashboard shows what the function counts, and no other stack', () => {
  const shown = properties.flatMap(({ metrics }) =>
    metrics.map((metric) => metric.filter((each) => typeof each === 'string').join(' ')),
  );
  expect(new Set(shown.filter(Boolean))).toEqual(
    new Set([
      'AppStreamImageReplicator CopiesStarted service cad',
      'AppStreamImageReplicator ReplicasAvailable service cad',
      'AppStreamImageReplicator InFlight service cad',
      'AppStreamImageReplicator NoRoomForStatus service cad',
      'AppStreamImageReplicator StatusNotWritten service cad',
      'AWS/Lambda Duration FunctionName cad',
      'AWS/Lambda Errors FunctionName cad',
      'AWS/SQS ApproximateNumberOfMessagesVisible QueueName cad-dead-letters',
      'AWS/SQS ApproximateNumberOfMessagesVisible QueueName cad-failed-runs',
    ]),
  );
  expect(new Set(properties.map(({ region }) => region))).toEqual(new Set(['eu-west-1']));
});

test('the dashboard finds error codes and destinations of this stack alone', () => {
  const Found = v.object({ expression: v.string() });
  const expressions = properties.flatMap(({ metrics }) =>
    metrics.flat().flatMap((each) => (v.is(Found, each) ? each.expression : [])),
  );
  const search = (dimension: string, metric: string) =>
    `SEARCH('{AppStreamImageReplicator,${dimension},service} MetricName="${metric}" service="cad"'`;
  expect(expressions).toEqual([
    `${search('reason', 'ReplicationsFailed')}, 'Sum', 300)`,
    `${search('destinationRegion', 'TimeToReplicate')}, 'p50', 3600)`,
    `${search('destinationRegion', 'TimeToReplicate')}, 'p95', 3600)`,
  ]);
});
