#!/usr/bin/env node
import { existsSync } from 'node:fs';

const SOURCE = new URL('./process.ts', import.meta.url);
const BUNDLE = new URL('../dist/cli.mjs', import.meta.url);
/** In a checkout the sources run as they are, which takes a newer Node than the bundle of the package. */
const isCheckout = existsSync(SOURCE);
const needed = isCheckout ? '24' : '20.12';

if (process.versions.node.localeCompare(needed, 'en', { numeric: true }) < 0) {
  const how = isCheckout
    ? "In a checkout, 'npx appstream-image-replicator' finds the right one once 'npm ci' has run."
    : 'Install a newer one from nodejs.org.';
  process.stderr.write(
    `error: appstream-image-replicator needs Node.js ${needed} or newer; this is v${process.versions.node}. ${how}\n`,
  );
  process.exitCode = 1;
} else {
  // The package brings its own SDK: that later ones will not run on Node 20 is nothing that its users can act on.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { runProcess } = await import((isCheckout ? SOURCE : BUNDLE).href);
  await runProcess();
}
