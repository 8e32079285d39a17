import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';

const [bundle = ''] = process.argv.slice(2);
const context = {
  functionName: 'appstream-image-replicator',
  awsRequestId: 'a-request',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:replicate',
  getRemainingTimeInMillis: () => 300_000,
};
const { handler } = await import(pathToFileURL(bundle).href);

process.on('message', async (event) => {
  try {
    await handler(event, context);
    process.send?.({});
  } catch (error) {
    process.send?.({ error: inspect(error) });
  }
});
