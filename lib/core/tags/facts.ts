/* How status tags are written: a word, `key=value` facts, then text for people. */

/** What stands in a status tag. */
export interface Facts {
  readonly first: string | undefined;
  readonly text: string;
  /** The value of a key, where it has the form. */
  fact(key: string, form?: RegExp): string | undefined;
}

/** Takes a status tag apart. */
export function readFacts(value = ''): Facts {
  const end = value.indexOf(' - ');
  const facts = end < 0 ? value : value.slice(0, end);
  const [first, ...pairs] = facts.split(' ');
  return {
    first,
    text: end < 0 ? '' : value.slice(end + ' - '.length),
    fact(key, form = /./) {
      const found = pairs.find((pair) => pair.startsWith(`${key}=`))?.slice(key.length + 1);
      return found !== undefined && form.test(found) ? found : undefined;
    },
  };
}
