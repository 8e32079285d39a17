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
  /** Every call that was made, as IAM names it. */
  readonly calls: string[];
  close(): Promise<void>;
}

/** Starts an S3 on 127.0.0.1, in which this account creates buckets. */
export async function startS3(account: string): Promise<S3> {
  const buckets = new Map<string, Bucket>();
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    calls.push(actionOf(request));
    response.writeHead(await answer(request, buckets, account)).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    buckets,
    calls,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What IAM is asked whether somebody may. */
function actionOf({ method, url = '' }: IncomingMessage): string {
  if (method === 'HEAD') return 's3:ListBucket';
  if (url.includes('?policy')) return 's3:PutBucketPolicy';
  if (url.includes('?publicAccessBlock')) return 's3:PutBucketPublicAccessBlock';
  return /^\/[^/]+\/[^/?]/.test(url) ? 's3:PutObject' : 's3:CreateBucket';
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
