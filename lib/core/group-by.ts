/* Groups and counts a list: `Map.groupBy`, which Node 20 lacks. */

/** The items by their keys, in the order in which both come. */
export function groupBy<Item, Key>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** How many items have which key. */
export function countBy<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
): Record<string, number> {
  const groups = [...groupBy(items, keyOf)];
  return Object.fromEntries(groups.map(([key, those]) => [key, those.length]));
}
