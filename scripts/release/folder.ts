/* Writes the folder of a release. */

import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SOURCES } from '../../cli/deploy/sources.ts';
import { releaseNotes } from './notes.ts';
import { releaseTemplate } from './template.ts';

/**
 * Writes what one needs to deploy: template, zips and their checksums, the notes, and the digest of the sources. What was
 * in the folder before goes.
 * The same code gives the same files.
 * @param templatePath what the framework has packaged, with the zips beside it
 */
export async function writeRelease(
  folder: string,
  templatePath: string,
  changelog: string,
  sources: string,
): Promise<void> {
  const { text, zips } = releaseTemplate(JSON.parse(await readFile(templatePath, 'utf8')));
  const files = new Map<string, string | Buffer>([['template.json', text]]);
  for (const [file, name] of zips) {
    files.set(file, await readFile(join(dirname(templatePath), name)));
  }
  files.set('SHA256SUMS', checksums(files));
  files.set('NOTES.md', releaseNotes(changelog));
  files.set(SOURCES, sources);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [file, content] of files) await writeFile(join(folder, file), content);
}

/** Lines as `sha256sum --check` reads them. */
function checksums(files: ReadonlyMap<string, string | Buffer>): string {
  return [...files]
    .map(([file, content]) => `${createHash('sha256').update(content).digest('hex')}  ${file}\n`)
    .toSorted()
    .join('');
}
