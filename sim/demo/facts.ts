/** Facts of one kind, by what each is about. */
export type Facts = ReadonlyMap<string, string>;

/** All that is checked in the end, by kind. */
export interface Findings {
  readonly replicas: Facts;
  readonly statuses: Facts;
  readonly messages: Facts;
  readonly waits: Facts;
  readonly watch: Facts;
}

/** Facts about the same thing are joined, so that one too many is seen. */
export function gather(facts: Iterable<readonly [about: string, value: string]>): Facts {
  const gathered = new Map<string, string>();
  for (const [about, value] of facts) {
    const before = gathered.get(about);
    gathered.set(about, before === undefined ? value : `${before} and ${value}`);
  }
  return gathered;
}

/** What a fact about an image and its destination is about. */
export function pair(image: string, region: string): string {
  return `${image} to ${region}`;
}

/** The fact about a replica. */
export function replicaFact(
  state: string,
  lineage: string,
  tags: Readonly<Record<string, string>>,
): string {
  const pairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [state, lineage, ...pairs.sort()].join(' ');
}

/** The fact about a message. */
export function messageFact(
  outcome: string,
  replica: string | undefined,
  attempts: number,
  code: string | undefined,
): string {
  return [outcome, replica, `copies=${attempts}`, code].filter(Boolean).join(' ');
}
