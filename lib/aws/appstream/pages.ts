/* Listings of several pages. */

import { MAX_PAGES } from '../../core/limits.ts';

/** A page of a listing. */
interface Page<T> {
  readonly items: readonly T[] | undefined;
  /** The token of the next page; none on the last. */
  readonly next: string | undefined;
}

/** All items of a listing. @throws when the pages do not end: nobody knows what is left out */
export async function allPages<T>(
  read: (token: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const { items, next } = await read(token);
    if (Array.isArray(items)) all.push(...items);
    if (!next) return all;
    if (next === token) break;
    token = next;
  }
  throw Object.assign(new Error('the listing does not end'), { code: 'EndlessListing' });
}
