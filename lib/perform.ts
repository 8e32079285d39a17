import { type Announcer, announce } from './announce.ts';
import { copyImage, removeReplica, setTags } from './aws/act.ts';
import { faultFrom } from './aws/errors.ts';
import type { Decision, Situation } from './core/decision.ts';
import type { Fault } from './core/fault.ts';
import type { SourceImage } from './core/image.ts';
import type { Outcome as Announced } from './core/message.ts';
import { replicaDescription, replicaTags, type Wanted } from './core/rule.ts';
import type { Status } from './core/status.ts';
import { tagKeys } from './core/tags.ts';
import type { Meter } from './observability.ts';
import type { Looker } from './survey.ts';

/** What acting needs, on top of what looking needs. */
export interface Actor extends Looker, Announcer {
  readonly meter: Meter;
}

/** What a run has learnt of one region's quotas: after the first refusal no further copy is tried there. */
export interface Quota {
  refusal?: Fault;
  copying: boolean;
}

/** A decision that makes calls. */
export type Deed = Extract<Decision, { do: 'copy' | 'remove' | 'finish' | 'late' | 'fail' }>;

/** Makes the calls of one decision. A `fault` bears on the replication, an `error` only on telling of it. */
export async function perform(
  situation: Situation,
  decision: Deed,
  quota: Quota,
  actor: Actor,
): Promise<{ fault?: Fault; error?: unknown }> {
  const { source, region } = situation;
  const keys = tagKeys(actor.tagPrefix);
  switch (decision.do) {
    case 'copy': {
      const fault = quota.refusal ?? (await faultOf(copy(source, decision.wanted, actor)));
      if (fault?.kind === 'quota') quota.refusal = fault;
      if (!fault) quota.copying = true;
      return { fault };
    }
    case 'remove': {
      const { [keys.source]: arn = '', [keys.sourceCreated]: created = '' } = replicaTags(
        source,
        keys,
      );
      const lineage = { [keys.source]: arn, [keys.sourceCreated]: created };
      return {
        fault: await faultOf(removeReplica(actor.appstream(region), decision.replica, lineage)),
      };
    }
    case 'finish': {
      const tags = replicaTags(source, keys);
      const fault = await faultOf(setTags(actor.appstream(region), decision.replica.arn, tags));
      return fault ? { fault } : tell('SUCCEEDED', situation, decision, actor);
    }
    case 'late':
      return tell('LATE', situation, decision, actor);
    case 'fail':
      return tell('FAILED', situation, decision, actor);
    default:
      return decision satisfies never;
  }
}

function copy(source: SourceImage, wanted: Wanted, actor: Actor): Promise<void> {
  const description = replicaDescription(source, wanted.region, tagKeys(actor.tagPrefix));
  return copyImage(actor.appstream(source.region), source.name, wanted, description);
}

async function tell(
  outcome: Announced,
  { source, region }: Situation,
  decision: Extract<Decision, { do: 'finish' | 'late' | 'fail' }>,
  actor: Actor,
): Promise<{ error?: unknown }> {
  const { name = source.name, attempts, started, redo, rule } = decision.status;
  try {
    await announce(actor, {
      outcome,
      source,
      destination: { region, name, replica: decision.replica },
      rule,
      redo,
      startedAt: started,
      attempts,
      problem: decision.do === 'fail' ? decision.problem : undefined,
    });
    return {};
  } catch (error) {
    return { error };
  }
}

async function faultOf(call: Promise<void>): Promise<Fault | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    return faultFrom(error);
  }
}

/** Counts a deed that was done. */
export function count(decision: Deed, meter: Meter, { region }: Situation): void {
  switch (decision.do) {
    case 'copy':
      meter.add('CopiesStarted', 1);
      return;
    case 'finish': {
      meter.add('ReplicasAvailable', 1);
      meter.add('TimeToReplicate', secondsTaken(decision.status), ['destinationRegion', region]);
      return;
    }
    case 'late':
      meter.add('ReplicationsLate', 1);
      return;
    case 'fail': {
      meter.add('ReplicationsFailed', 1);
      meter.add('ReplicationsFailed', 1, ['reason', decision.problem.code]);
      return;
    }
    case 'remove':
      return;
    default:
      decision satisfies never;
  }
}

function secondsTaken({ started, since }: Status): number {
  return started ? Math.max(0, (since.getTime() - started.getTime()) / 1000) : 0;
}
