/* Loads copies of the product, each with a break. */

import { registerHooks } from 'node:module';
import type { Edit } from './break.ts';

const ROOT = new URL('../../../', import.meta.url).href;

/**
 * Lets `?break=NUMBER` at the end of a module's address load that module anew, with the edits of that number, and with it
 * all modules of this repository that lead to an edited one. Everything else is loaded once: what is to be copied must
 * have been imported, and have imported what it imports later, without a break before.
 */
export function loadBroken(breaks: readonly (readonly Edit[])[]): void {
  const imported = new Map<string, Set<string>>();
  const copied = breaks.map((edits) => new Set(edits.map(({ file }) => new URL(file, ROOT).href)));

  /** Whether the module is edited or leads to a module that is. */
  function isConcerned(
    url: string,
    edited: ReadonlySet<string>,
    seen = new Set<string>(),
  ): boolean {
    if (edited.has(url)) return true;
    if (seen.has(url)) return false;
    seen.add(url);
    return [...(imported.get(url) ?? [])].some((next) => isConcerned(next, edited, seen));
  }

  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const { url } = resolved;
      if (!url.startsWith(ROOT) || url.includes('/node_modules/')) return resolved;
      const [parent = ROOT, number] = (context.parentURL ?? ROOT).split('?break=');
      if (number === undefined) {
        const known = imported.get(parent) ?? new Set();
        imported.set(parent, known.add(url));
        return resolved;
      }
      const edited = copied[Number(number)] ?? new Set();
      return isConcerned(url, edited) ? { ...resolved, url: `${url}?break=${number}` } : resolved;
    },
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const [address, number] = url.split('?break=');
      const edits = number === undefined ? [] : (breaks[Number(number)] ?? []);
      const own = edits.filter(({ file }) => new URL(file, ROOT).href === address);
      if (own.length === 0) return loaded;
      const source = own.reduce(
        (text, { from, to }) => text.replace(from, () => to),
        `${loaded.source}`,
      );
      return { ...loaded, source };
    },
  });
}
