import { AppStreamClient, CopyImageCommand } from '@aws-sdk/client-appstream';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach } from '@jest/globals';
import { type SimulatorOptions, startSimulator } from '../../sim/index.ts';

export const START = new Date('2026-03-01T12:00:00Z');
export const SOURCE = 'us-east-1';
export const DESTINATION = 'eu-west-1';

const endings: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A simulator on a clock that only `advance` moves, and clients that try each call once. */
export async function start(options: Partial<SimulatorOptions> = {}) {
  let now = START.getTime();
  const simulator = await startSimulator({ now: () => new Date(now), ...options });
  endings.push(() => simulator.close());

  function configure(region: string, accessKeyId = 'tester') {
    const credentials = { accessKeyId, secretAccessKey: 'any' };
    return { region, endpoint: simulator.url, maxAttempts: 1, credentials };
  }

  return {
    ...simulator,
    advance: (minutes: number) => {
      now += minutes * 60_000;
    },
    appstream(region = SOURCE, accessKeyId?: string): AppStreamClient {
      const client = new AppStreamClient(configure(region, accessKeyId));
      endings.push(() => client.destroy());
      return client;
    },
    eventbridge(region = SOURCE): EventBridgeClient {
      const client = new EventBridgeClient(configure(region));
      endings.push(() => client.destroy());
      return client;
    },
    post: (request: Partial<Post>) => post(simulator.url, request),
  };
}

/** The call that copies an image from its client's region. */
export function copyOf(source: string, name = source, region = DESTINATION): CopyImageCommand {
  return new CopyImageCommand({
    SourceImageName: source,
    DestinationImageName: name,
    DestinationRegion: region,
    DestinationImageDescription: 'a copy',
  });
}

interface Post {
  readonly operation: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

export const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=raw/20260301/us-east-1/appstream/aws4_request, SignedHeaders=host, Signature=0';

/** A request that no SDK would send. */
async function post(
  url: string,
  { operation = 'DescribeImages', body = '{}', headers }: Partial<Post>,
) {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: headers ?? {
      authorization: AUTHORIZATION,
      'x-amz-target': `PhotonAdminProxyService.${operation}`,
    },
  });
  const answer: unknown = await response.json();
  return { status: response.status, headers: response.headers, answer };
}
