/* `npm run sim`: serves a seeded account on a port. */

import { createProgram, type Flags } from './flags.ts';
import { seed } from './seed.ts';
import { startSimulator } from './server.ts';

function banner(url: string, { speed }: Flags): string {
  return `AppStream simulator on ${url}, time ×${speed}, until Ctrl-C

Try it in another terminal (any credentials will do):
  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any
  export AWS_REGION=us-east-1 AWS_ENDPOINT_URL=${url}
  aws appstream describe-images --type PRIVATE
  aws appstream describe-images --region eu-west-1
  aws appstream copy-image --source-image-name cad-2026-11 \\
    --destination-image-name cad-apac --destination-region ap-southeast-2
  aws appstream describe-fleets
  aws appstream update-fleet --name design --image-name cad-2026-11
  aws appstream describe-image-permissions --name office-2026-11
  aws events describe-rule --name appstream-image-replicator-watch
`;
}

async function run(flags: Flags): Promise<void> {
  const started = Date.now();
  const now = () => new Date(started + (Date.now() - started) * flags.speed);
  const simulator = await startSimulator({ now, port: flags.port });
  seed(simulator.world, now());
  if (flags.events)
    simulator.onEvent((event) => process.stdout.write(`${JSON.stringify(event)}\n`));
  (flags.events ? process.stderr : process.stdout).write(banner(simulator.url, flags));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void simulator.close());
}

function explain(error: unknown, { port }: Flags): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `Port ${port} is in use. Choose another with --port N, or a free one with --port 0.`;
  return `The simulator cannot start: ${String(error)}`;
}

const flags = createProgram().parse().opts<Flags>();
await run(flags).catch((error) => {
  process.stderr.write(`${explain(error, flags)}\n`);
  process.exitCode = 1;
});
