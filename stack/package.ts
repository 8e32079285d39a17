import { execFile } from 'node:child_process';
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';

const PROJECT = dirname(import.meta.dirname);
const SERVERLESS = join(PROJECT, 'node_modules/serverless/bin/serverless.js');
const CONFIG = 'serverless.yml';
const ZIP = 'appstream-image-replicator.zip';
const TEMPLATE = 'cloudformation-template-update-stack.json';
/** In milliseconds; packaging takes a few seconds. */
const PATIENCE = 300_000;

export interface Artifacts {
  /** A new folder below the system's temporary one. The caller removes it. */
  readonly folder: string;
  readonly templatePath: string;
  /** The bundled handler that copies, unpacked beside the other from the zip that Lambda would get. */
  readonly bundlePath: string;
  /** Every file of that zip. */
  readonly zipEntries: readonly string[];
}

/**
 * Packages the stack as `serverless package` does, with values for its parameters. The framework works in a folder of
 * links to the project, so that several packagings may run at once and none touches the project.
 * @throws when the framework refuses the stack, with what it printed, or takes more than five minutes. Then no folder is
 *   left.
 */
export async function packageStack(
  parameters: Readonly<Record<string, string>> = {},
): Promise<Artifacts> {
  const folder = await mkdtemp(join(tmpdir(), 'appstream-image-replicator-'));
  try {
    return await packageIn(folder, parameters);
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
}

async function packageIn(
  folder: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Artifacts> {
  const service = join(folder, 'service');
  await mkdir(service);
  const entries = (await readdir(PROJECT)).filter(
    (name) => !name.startsWith('.') && name !== CONFIG,
  );
  await Promise.all(entries.map((name) => symlink(join(PROJECT, name), join(service, name))));
  await copyFile(join(PROJECT, CONFIG), join(service, CONFIG));

  const values = Object.entries(parameters).map(([name, value]) => `--param=${name}=${value}`);
  await promisify(execFile)(process.execPath, [SERVERLESS, 'package', ...values], {
    cwd: service,
    timeout: PATIENCE,
    // The bundling plug-in leaves what it zipped in the temporary folder.
    env: { ...process.env, TMPDIR: folder, TEMP: folder },
  });

  const packaged = join(service, '.serverless');
  const files = unzipSync(await readFile(join(packaged, ZIP)));
  const zipEntries = Object.keys(files);
  await Promise.all(
    Object.entries(files).map(([name, content]) =>
      writeFile(join(folder, basename(name)), content),
    ),
  );
  return {
    folder,
    templatePath: join(packaged, TEMPLATE),
    bundlePath: join(folder, 'replicate.mjs'),
    zipEntries,
  };
}
