import { readFile } from 'node:fs/promises';
import { arch, cpus, platform, totalmem } from 'node:os';
import * as v from 'valibot';

/** What the measuring was done with. Names no host, no user and no path. */
export interface Machine {
  readonly class: string;
  readonly versions: Readonly<Record<string, string>>;
}

const PACKAGES = [
  '@aws-lambda-powertools/logger',
  '@aws-sdk/client-appstream',
  '@aws-sdk/client-eventbridge',
  '@aws-sdk/client-sns',
  '@middy/core',
  'esbuild',
];

const Manifest = v.object({ version: v.string() });

export async function describeMachine(): Promise<Machine> {
  const installed = await Promise.all(
    PACKAGES.map(async (name) => [name, await versionIn(`node_modules/${name}`)] as const),
  );
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return {
    class: `${cpus().length} × ${arch()} (${cpus()[0]?.model.trim() ?? 'unknown'}), ${gigabytes} GB, ${platform()}`,
    versions: {
      product: await versionIn('.'),
      node: process.versions.node,
      ...Object.fromEntries(installed),
    },
  };
}

async function versionIn(folder: string): Promise<string> {
  const manifest = new URL(`../${folder}/package.json`, import.meta.url);
  return v.parse(Manifest, JSON.parse(await readFile(manifest, 'utf8'))).version;
}
