import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
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
  /** Bytes by the package that they come from; those of the project's own files under an empty name. */
  readonly bytesByPackage: ReadonlyMap<string, number>;
}

/** Where bundles are made. */
export interface Workshop {
  /** Builds a file of the project as the function is built, but for `changes`. */
  bundle(source: string, name: string, changes?: BuildOptions): Promise<Bundle>;
  remove(): Promise<void>;
}

/** A new folder below the system's temporary one, from which the project's packages can be imported. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'appstream-image-replicator-'));
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const settings = await bundlerSettings();
  return {
    async bundle(source, name, changes) {
      const path = join(folder, name);
      const options = { ...settings, ...changes, entryPoints: [source], outfile: path };
      const { metafile } = await build({ ...options, metafile: true });
      const [output] = Object.values(metafile.outputs);
      return { path, bytes: output?.bytes ?? 0, bytesByPackage: byPackage(output?.inputs ?? {}) };
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

function byPackage(
  inputs: Readonly<Record<string, { bytesInOutput: number }>>,
): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? '';
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
  return bytes;
}
