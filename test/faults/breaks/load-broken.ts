/* Loads copies of the product, each with a break. */

import { registerHooks } from 'node:module';
import type { Edit } from './break.ts';

const ROOT = new URL('../../../', import.meta.url).href;

/**
 * Lets `?break=NUMBER` at the end of a module's address load all modules of this repository anew, with the edits of that
 * number: what a module imports is of the same copy as itself. Packages are loaded once.
 */
export function loadBroken(breaks: readonly (readonly Edit[])[]): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const { search } = new URL(context.parentURL ?? ROOT);
      const isOwn = resolved.url.startsWith(ROOT) && !resolved.url.includes('/node_modules/');
      return isOwn && search !== '' ? { ...resolved, url: `${resolved.url}${search}` } : resolved;
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
