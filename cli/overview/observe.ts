/* Reads the images and their destinations, and describes what it found. */

import pMap from 'p-map';
import type { Observer } from '../../lib/context.ts';
import type { Destination } from '../../lib/core/decision/decision.ts';
import type { Scope } from '../../lib/core/event.ts';
import { hintFor, hintForWait } from '../../lib/core/message/remediation.ts';
import { isRuleOf } from '../../lib/core/tags/destinations.ts';
import { dueOf } from '../../lib/core/tags/due.ts';
import { tagKeys } from '../../lib/core/tags/keys.ts';
import { formatGrants } from '../../lib/core/tags/share.ts';
import { isFinal, type Status } from '../../lib/core/tags/status.ts';
import { iso } from '../../lib/core/text.ts';
import {
  type Planned,
  type PlannedSource,
  planScope,
  type Replicated,
} from '../../lib/run/plan.ts';
import type { DestinationView, ImageView, Overview } from './overview.ts';

/** Images that are named are read one by one, this many at once. */
const SCOPES_AT_ONCE = 4;

/** Looks, decides, and says what was seen; changes nothing. Throws what the SDK throws. */
export async function observe(scopes: readonly Scope[], observer: Observer): Promise<Overview> {
  return overviewOf(await planScopes(scopes, observer), observer);
}

/** Looks and decides. Throws what the SDK throws. */
export async function planScopes(
  scopes: readonly Scope[],
  observer: Observer,
): Promise<PlannedSource[]> {
  const sources = await pMap(scopes, (scope) => planScope(scope, observer), {
    concurrency: SCOPES_AT_ONCE,
  });
  return sources.flat();
}

/** Says what was seen. */
export function overviewOf(sources: readonly PlannedSource[], observer: Observer): Overview {
  return {
    version: '2',
    at: iso(observer.now()),
    region: observer.region,
    tagPrefix: observer.tagPrefix,
    images: sources.map((source) => viewOf(source, observer)),
  };
}

function viewOf(source: PlannedSource, observer: Observer): ImageView {
  const { name, arn, state, createdAt } = source.image;
  const image = { name, arn, state, ...(createdAt && { createdAt: iso(createdAt) }) };
  switch (source.kind) {
    case 'unread': {
      const { code, message } = source.fault;
      return { ...image, kind: 'unread', reason: `${code}: ${message}`, destinations: [] };
    }
    case 'ignored':
      return { ...image, kind: 'ignored', reason: source.reason, destinations: [] };
    case 'replicated':
      return {
        ...image,
        kind: 'replicated',
        rule: ruleView(source, observer),
        destinations: source.planned.map((planned) => destinationView(planned, observer)),
      };
    default:
      return source satisfies never;
  }
}

const NEXT = {
  fine: 'nothing',
  corrected: 'clear',
  unannounced: 'nothing',
  invalid: 'report',
  'no-room': 'report',
} as const;

function ruleView({ image, rule, report }: Replicated, observer: Observer): ImageView['rule'] {
  const room = report.kind === 'no-room' ? [report.problem.message] : [];
  const problems = [...(rule?.problems ?? []), ...room];
  const code = report.kind === 'no-room' ? report.problem.code : 'InvalidRule';
  const keys = tagKeys(observer.tagPrefix);
  const hint = hintFor(code, { source: image, keys, policy: observer });
  return { next: NEXT[report.kind], problems, ...(problems.length > 0 && { hint }) };
}

function destinationView({ destination, decision }: Planned, observer: Observer): DestinationView {
  const { source, region, wanted } = destination;
  const status = statusToShow({ destination, decision });
  const name = status?.replicaName ?? wanted?.replicaName;
  const { code, text, started, since } = status ?? {};
  const keys = tagKeys(observer.tagPrefix);
  const hintOf = isFinal(status) ? hintFor : hintForWait;
  const hint = hintOf(code ?? '', {
    source,
    keys,
    policy: observer,
    destination: { region, name: name ?? '' },
  });
  return {
    region,
    ...(name && { name }),
    state: status?.word ?? 'PENDING',
    ...(since && { since: iso(since) }),
    ...(started && { startedAt: iso(started) }),
    ...(started &&
      since &&
      status?.word === 'AVAILABLE' && { secondsTaken: seconds(started, since) }),
    attempts: status?.attempts ?? 0,
    ...(status?.late && { late: true }),
    ...(status && dueOf(status) && { unannounced: true }),
    ...shareView(destination, status),
    ...(code && { reason: { code, message: text ?? '', hint } }),
    next: { do: decision.do, reason: decision.reason },
  };
}

/** The status, or what was seen where there is none yet; nothing when a final status is about an earlier rule. */
function statusToShow({ destination, decision }: Planned): Status | undefined {
  const { status, wanted } = destination;
  if (decision.do === 'wait' || decision.do === 'announce late' || decision.do === 'announce')
    return decision.status;
  if (!status || !isFinal(status) || decision.do === 'nothing') return status;
  return wanted && isRuleOf(wanted, status.rule) ? status : undefined;
}

/** With whom the replica is shared, or is to be, as far as that is known. */
function shareView(
  { grants }: Destination,
  status: Status | undefined,
): Pick<DestinationView, 'share'> {
  if (!grants || 'fault' in grants || (!grants.fingerprint && !status?.share)) return {};
  const isTried = status?.word === 'AVAILABLE' && status.share === grants.fingerprint;
  const state = !isTried || status.sharing ? 'pending' : status.code ? 'refused' : 'shared';
  return { share: { with: formatGrants(grants.grants), state } };
}

function seconds(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
}
