/* Bundles functions as `serverless.yml` has them bundled. */

import { mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import * as v from 'valibot';
import { parse } from 'yaml';

const PROJECT = join(import.meta.dirname, '../..');

/** Settings that the framework's plug-in keeps for itself; all others it hands to esbuild. */
const Settings = v.object({
  custom: v.object({
    esbuild: v.looseObject({
      outputFileExtension: v.string(),
      outputWorkFolder: v.string(),
      exclude: v.array(v.string()),
    }),
  }),
});

/** How serverless.yml has the function bundled, as esbuild takes it. */
async function bundlerSettings(): Promise<BuildOptions> {
  const yaml = await readFile(join(PROJECT, 'serverless.yml'), 'utf8');
  const { custom } = v.parse(Settings, parse(yaml, { logLevel: 'silent' }));
  const { outputFileExtension, outputWorkFolder, exclude, ...settings } = custom.esbuild;
  return { ...settings, platform: 'node', absWorkingDir: PROJECT, logLevel: 'error' };
}

export interface Bundle {
  readonly path: string;
  readonly bytes: number;
}

/** Where bundles are made. */
export interface Workshop {
  /** Builds a file of the project as the function is built. */
  bundle(source: string, name: string): Promise<Bundle>;
  remove(): Promise<void>;
}

/** A new folder below the system's temporary one, from which the project's packages can be imported. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'appstream-image-replicator-'));
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const settings = await bundlerSettings();
  return {
    async bundle(source, name) {
      const path = join(folder, name);
      await build({ ...settings, entryPoints: [source], outfile: path });
      return { path, bytes: (await stat(path)).size };
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
