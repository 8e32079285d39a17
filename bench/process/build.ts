/* Bundles functions as `serverless.yml` has them bundled. */

import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse as parsePath, relative } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
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
  return settings;
}

export interface Bundle {
  readonly path: string;
  /** Of all files that are loaded at the start: not those that `import()` loads later. */
  readonly bytes: number;
}

/** Where bundles are made. */
export interface Workshop {
  /** Builds a file of the project as the function is built. */
  bundle(source: string, name: string): Promise<Bundle>;
  /** Builds it with the defaults of `serverless-esbuild`. */
  bundleByDefault(source: string, name: string): Promise<Bundle>;
  remove(): Promise<void>;
}

/** A new folder below the system's temporary one, from which the project's packages can be imported. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'appstream-image-replicator-'));
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const bundler =
    (settings: BuildOptions) =>
    async (source: string, name: string): Promise<Bundle> => {
      const path = join(folder, name);
      const { name: out, ext } = parsePath(name);
      const { metafile } = await build({
        ...settings,
        entryPoints: [{ in: source, out }],
        outExtension: { '.js': ext },
        outdir: folder,
        bundle: true,
        platform: 'node',
        absWorkingDir: PROJECT,
        logLevel: 'error',
        metafile: true,
      });
      return { path, bytes: loadedBytes(metafile, relative(PROJECT, path)) };
    };
  return {
    bundle: bundler(await bundlerSettings()),
    bundleByDefault: bundler({ target: 'node24' }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** The size of a file and of all that it imports, each counted once. */
function loadedBytes({ outputs }: Metafile, entry: string): number {
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && !external) load(path);
  };
  load(entry);
  return [...loaded].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}
