/* Named sets of destinations: `@SET` in a rule, kept in one place, the stack's parameter ruleSets. */

import { closest } from 'fastest-levenshtein';

/** A named set of destinations. */
export interface RuleSet {
  readonly name: string;
  /** Each `REGION` or `REGION=NAME`, as written. */
  readonly destinations: readonly string[];
}

/** A destination as a rule or one of its sets writes it: `REGION` or `REGION=NAME`. */
export interface Token {
  readonly text: string;
  /** The set that it comes from, as the rule writes it: `@SET`. */
  readonly set?: string;
}

const SET_NAME = /^[a-zA-Z0-9_.-]{1,32}$/;

/**
 * Reads the parameter. `problems` names everything that leaves open which sets there are, with what would be right.
 * What is wrong with a destination concerns only the rules that use its set: `parseRule` says so.
 * @example parseRuleSets('standard: eu-west-1 eu-central-1=cad-de; apac: ap-southeast-2')
 */
export function parseRuleSets(text: string): {
  sets: readonly RuleSet[];
  problems: readonly string[];
} {
  const written = text.split(';').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  const sets: RuleSet[] = [];
  const problems: string[] = [];
  for (const part of written) {
    const colon = part.indexOf(':');
    const name = part.slice(0, Math.max(colon, 0)).trim();
    const destinations = part
      .slice(colon + 1)
      .split(/[\s,]+/)
      .filter(Boolean);
    const another = destinations.find((each) => each.includes(':'));
    if (!SET_NAME.test(name)) {
      problems.push(
        `'${part}' is not a set (write NAME: REGIONS, where NAME has 1 to 32 letters, digits, '_', '.' or '-')`,
      );
    } else if (another !== undefined) {
      problems.push(`'${another}' is in the set ${name} (write a semicolon before the next set)`);
    } else if (sets.some((set) => set.name === name)) {
      problems.push(`${name} is given more than once (give each set once)`);
    } else {
      sets.push({ name, destinations });
    }
  }
  return { sets, problems };
}

/**
 * The destinations that a rule names, those of its sets included.
 * @param nameKey the key of a rule that gives replicas their names
 */
export function expandSets(
  words: readonly string[],
  sets: readonly RuleSet[],
  nameKey: string,
): { tokens: readonly Token[]; problems: readonly string[] } {
  const tokens: Token[] = [];
  const problems: string[] = [];
  for (const word of words) {
    const set = word.startsWith('@') ? findSet(word, sets, nameKey) : undefined;
    if (set === undefined) {
      tokens.push({ text: word });
    } else if (typeof set === 'string') {
      problems.push(set);
    } else {
      const wrong = set.destinations.flatMap((text) => problemWith(text, nameKey));
      problems.push(...wrong.map((problem) => `${word}: ${problem}`));
      const right = set.destinations.filter((text) => !text.includes('@'));
      tokens.push(...right.map((text) => ({ text, set: word })));
    }
  }
  return { tokens, problems };
}

/** The set that a rule means, or what is wrong with it. */
function findSet(word: string, sets: readonly RuleSet[], nameKey: string): RuleSet | string {
  const [name = '', replicaName] = word.slice(1).split('=', 2);
  const set = sets.find((each) => each.name === name);
  if (sets.length === 0) {
    return `'${word}' is not a set, since the stack's parameter ruleSets is empty; name the regions here, or add the set there`;
  }
  if (!set) {
    const nearest = closest(
      name,
      sets.map((each) => each.name),
    );
    return `'${word}' is not a set of the stack's parameter ruleSets; the nearest is @${nearest}`;
  }
  if (replicaName !== undefined) {
    return `'${word}' gives a set a name; write @${name}, and name the replicas with the key ${nameKey}`;
  }
  if (set.destinations.length === 0) {
    return `@${name} has no regions; add some to it in the stack's parameter ruleSets, or leave it out`;
  }
  return set;
}

/** What a set cannot hold, though a rule can: sets are not nested, and a name in a set is the same for every image. */
function problemWith(destination: string, nameKey: string): string[] {
  if (destination.startsWith('@')) {
    return [`'${destination}' is not a region; a set holds no other sets, so write its regions`];
  }
  return destination.includes('@')
    ? [
        `'${destination}' has a placeholder; leave the name out, and write it into the key ${nameKey} of the image`,
      ]
    : [];
}
