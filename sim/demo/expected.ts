import { type Findings, gather, messageFact, pair, replicaFact } from './facts.ts';
import { ACCOUNT, HOME, type Story } from './story.ts';

/** What a story is to end with. Written without the product's own code, so that it can contradict it. */
export function expected({ endings }: Story): Findings {
  const replicas = endings.filter(({ fails }) => fails === undefined);
  return {
    replicas: gather(
      replicas.map(({ image, created, tags, region, replica }) => [
        `${region}/${replica}`,
        replicaFact('AVAILABLE', `[replica of ${HOME}/${image} ${created}]`, {
          ...tags,
          'replicate:source': `arn:aws:appstream:${HOME}:${ACCOUNT}:image/${image}`,
          'replicate:source-created': created,
        }),
      ]),
    ),
    statuses: gather(
      endings.map(({ image, region, fails }) => [
        pair(image, region),
        fails ? `FAILED ${fails}` : 'AVAILABLE',
      ]),
    ),
    messages: gather(
      endings.map(({ image, region, replica, copies, fails }) => [
        pair(image, region),
        messageFact(fails ? 'FAILED' : 'SUCCEEDED', replica, copies, fails),
      ]),
    ),
    waits: gather(
      endings.flatMap(({ image, region, waits }) =>
        waits.map((code): [string, string] => [pair(image, region), code]),
      ),
    ),
    watch: gather([['the rule', 'DISABLED']]),
  };
}
