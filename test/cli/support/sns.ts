import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { ACCOUNT } from '../../support/stage.ts';

/** SNS with the topic in the account whose images are simulated: the SNS behind it has an account of its own. */
export interface Sns {
  readonly topicArn: string;
  close(): Promise<void>;
}

/** Starts it before the SNS that the SDK's clients are led to, and leads them here. */
export async function startSns(topicArn: string): Promise<Sns> {
  const { AWS_ENDPOINT_URL_SNS: behind = '' } = process.env;
  const [front, back] = [topicArn.replace(/:[0-9]{12}:/, `:${ACCOUNT}:`), topicArn];
  const server = createServer(async (request, response) => {
    const body = (await text(request)).replaceAll(...encoded(front, back));
    const type = request.headers['content-type'] ?? '';
    const { authorization = '' } = request.headers;
    const headers = { 'content-type': type, authorization };
    const answer = await fetch(behind, { method: 'POST', headers, body });
    const answered = (await answer.text()).replaceAll(back, front);
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answered);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  process.env.AWS_ENDPOINT_URL_SNS = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    topicArn: front,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As they stand in a form. */
function encoded(from: string, to: string): [from: string, to: string] {
  return [encodeURIComponent(from), encodeURIComponent(to)];
}
