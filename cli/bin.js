#!/usr/bin/env node
const NEEDED = 24;

if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  process.stderr.write(
    `error: appstream-replicator needs Node.js ${NEEDED} or newer; this is ${process.version}. Within the checkout, 'npx appstream-replicator' finds the right one once 'npm ci' has run.\n`,
  );
  process.exitCode = 1;
} else {
  const { runProcess } = await import('./process.ts');
  await runProcess();
}
