import { inspect } from 'node:util';
import type { Behaviour } from '../../../sim/behaviour.ts';
import type { FaultEffect } from '../../../sim/index.ts';

export type Tags = Readonly<Record<string, string>>;

/** The sets of regions that the stacks have until they are deployed with others. */
export const SETS_AT_FIRST = 'both: eu-west-1 ap-southeast-2; one: eu-west-1';

/** What people do to an image, with the console. One that is not there is left alone. */
export type ImageEdit = { readonly image: string; readonly region: string } & (
  | {
      /** One of the same name is deleted first. */
      readonly do: 'build';
      readonly tags: Tags;
      readonly minutes: number;
      readonly flaw?: 'FAILED' | 'incompatible';
    }
  | { readonly do: 'delete' }
  /** With the simulator's other account where none is named. */
  | {
      readonly do: 'share';
      readonly shared: boolean;
      readonly account?: string;
      readonly builders?: boolean;
    }
  | { readonly do: 'tag'; readonly set: Tags; readonly remove: readonly string[] }
);

/** What people do to the account, and what AWS does to it. */
export type Edit =
  | ImageEdit
  | {
      readonly do: 'quota';
      readonly region: string;
      readonly copies: number;
      readonly images: number;
    }
  /** The stacks are deployed with these sets of regions. */
  | { readonly do: 'sets'; readonly sets: string }
  /** The stacks are deployed with these accounts that replicas may be shared with. */
  | { readonly do: 'accounts'; readonly accounts: readonly string[] }
  | { readonly do: 'enable'; readonly region: string; readonly enabled: boolean }
  /** How long copies take that are accepted from now on, and how many of them fail. */
  | { readonly do: 'copies'; readonly minutes: number; readonly failing: number };

/** The death of a process at its n-th call (from 1), before or after the service acted on it. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** One run of the function. */
export interface Run {
  /** The region of the stack that it belongs to. */
  readonly stack: string;
  /** A schedule, the number of an undelivered event, which can be kept for another delivery, or any event at all. */
  readonly on:
    | 'tick'
    | 'sweep'
    | { readonly event: number; readonly keep?: true }
    | { readonly given: unknown };
  readonly dies?: Death;
  /** Somebody's edit right after the n-th call. */
  readonly meanwhile?: { readonly after: number; readonly edit: Edit };
}

export type Step =
  | Edit
  /** Calls to come meet a fault of AWS. */
  | {
      readonly do: 'fault';
      readonly operation?: string;
      readonly region?: string;
      readonly times: number;
      readonly effect: FaultEffect;
    }
  /** Every call to come meets a fault of AWS, for as long as the history lasts and on. */
  | {
      readonly do: 'refuse';
      readonly operation: string;
      readonly region?: string;
      readonly effect: FaultEffect;
    }
  /** Calls to come take so long. */
  | { readonly do: 'slow'; readonly calls: number; readonly seconds: number }
  /** Time passes; the watch ticks so many times meanwhile, when it is on. */
  | { readonly do: 'pass'; readonly minutes: number; readonly ticks: number }
  /** Time passes as in an account that is deployed: a tick every minute while the watch is on, a sweep every half hour. */
  | { readonly do: 'live'; readonly hours: number }
  | ({ readonly do: 'run' } & Run)
  /** Two runs at once. Each number says whose call is answered next (its parity), and which of those that wait (its half). */
  | {
      readonly do: 'overlap';
      readonly runs: readonly [Run, Run];
      readonly order: readonly number[];
    };

/** What AWS does not say of itself, as it is in a history. What is left out is as the simulator guesses. */
export type World = Partial<
  Pick<
    Behaviour,
    | 'deleteWhileCopying'
    | 'deleteWhileDeleting'
    | 'missingImages'
    | 'pendingFirst'
    | 'quotaChecked'
    | 'sharedOwnImages'
    | 'tagWhileCopying'
  >
> & {
  /** Minutes that a delete takes. */
  readonly deleteMinutes?: number;
  /** Seconds until a tag that was set authorizes a delete. */
  readonly authorizationSeconds?: number;
};

/** What a process knows when it begins a run: what it learnt in earlier ones, nothing, or what is not so. */
export type Memory = 'kept' | 'none' | 'wrong';

/** A history of an account with one stack or more. */
export interface History {
  readonly world?: World;
  /** The regions that have a stack. */
  readonly stacks: readonly string[];
  /** Regions with more images than one page of a listing holds. */
  readonly crowded?: readonly string[];
  /** The accounts that the stacks allow replicas to be shared with until they are deployed with others. */
  readonly shareAccounts?: readonly string[];
  /** `kept` when it is left out. */
  readonly memory?: Memory;
  readonly steps: readonly Step[];
  /** Whichever process makes the n-th call of the history dies. */
  readonly dies?: Death;
}

/** A history as TypeScript that can be pasted into a test. */
export function print(history: History): string {
  // What is undefined, and what fast-check makes of objects, is no news to a reader.
  const { world, stacks, crowded, shareAccounts, memory, steps, dies }: History = JSON.parse(
    JSON.stringify(history),
  );
  const line = (value: unknown) =>
    inspect(value, {
      depth: null,
      compact: true,
      breakLength: Number.POSITIVE_INFINITY,
      maxArrayLength: null,
      maxStringLength: null,
    });
  return [
    '{',
    ...(world ? [`  world: ${line(world)},`] : []),
    `  stacks: ${line(stacks)},`,
    ...(crowded ? [`  crowded: ${line(crowded)},`] : []),
    ...(shareAccounts ? [`  shareAccounts: ${line(shareAccounts)},`] : []),
    ...(memory ? [`  memory: '${memory}',`] : []),
    '  steps: [',
    ...steps.map((step) => `    ${line(step)},`),
    '  ],',
    ...(dies ? [`  dies: ${line(dies)},`] : []),
    '}',
  ].join('\n');
}
