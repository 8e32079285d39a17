import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { lambdaContext } from '../../../sim/harness/lambda.ts';

const [bundle = ''] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(bundle).href);

process.on('message', async (event) => {
  try {
    await handler(event, lambdaContext());
    process.send?.({});
  } catch (error) {
    process.send?.({ error: inspect(error) });
  }
});
