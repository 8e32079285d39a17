/* S3, as far as deployments use it. */

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A bucket, by what was set on it. */
export interface Bucket {
  readonly owner: string;
  readonly objects: Map<string, Buffer>;
  /** Bodies of the settings, by the name of the query: `policy`, `publicAccessBlock`. */
  readonly settings: Map<string, string>;
}

export interface S3 {
  readonly url: string;
  readonly buckets: Map<string, Bucket>;
  close(): Promise<void>;
}

/** Starts an S3 on 127.0.0.1, in which this account creates buckets. */
export async function startS3(account: string): Promise<S3> {
  const buckets = new Map<string, Bucket>();
  const server = createServer(async (request, response) => {
    response.writeHead(await answer(request, buckets, account)).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    buckets,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Does what the request says. @returns the HTTP status */
async function answer(
  request: IncomingMessage,
  buckets: Map<string, Bucket>,
  account: string,
): Promise<number> {
  const body = await buffer(request);
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3');
  const [, name = '', key = ''] = pathname.split('/');
  const bucket = buckets.get(name);
  const [setting] = ['policy', 'publicAccessBlock'].filter((each) => searchParams.has(each));
  if (!bucket) {
    if (request.method !== 'PUT' || key || setting) return 404;
    const settings = new Map([['location', body.toString()]]);
    buckets.set(name, { owner: account, objects: new Map(), settings });
    return 200;
  }
  if (bucket.owner !== request.headers['x-amz-expected-bucket-owner']) return 403;
  if (setting) bucket.settings.set(setting, body.toString());
  else if (key) bucket.objects.set(key, body);
  return 200;
}
