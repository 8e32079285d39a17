/* What an operation is: the shape of its input, the resource to authorize, the answer. */

import * as v from 'valibot';
import type { Behaviour } from '../behaviour.ts';
import type { Account } from '../core/account.ts';
import type { Tags } from '../core/image.ts';
import { validate } from '../core/validate.ts';

/** What an operation knows about the call it answers; times are milliseconds. */
export interface Context {
  readonly account: Account;
  readonly region: string;
  readonly now: number;
  /** The moment that reads answer for: earlier than `now` when they are stale. */
  readonly readAt: number;
  readonly behaviour: Behaviour;
}

/** The resource a call names, for checks of permissions. */
export interface Resource {
  readonly arn: string;
  readonly tags: Tags;
  /** ARN of the replica that a CopyImage asks for. */
  readonly replica?: string;
}

export interface Operation {
  readonly writes: boolean;
  /** @throws ServiceError */
  run(context: Context, input: unknown): object;
  /** Undefined when the operation names no resource, or the input is not valid. */
  resource(context: Context, input: unknown): Resource | undefined;
}

interface Definition<T> {
  readonly input: v.GenericSchema<unknown, T>;
  readonly writes: boolean;
  run(context: Context, input: T): object;
  resource?(context: Context, input: T): { arn: string; replica?: string };
}

/** An operation whose input is checked against its shape before it runs. */
export function operation<T>(definition: Definition<T>): Operation {
  return {
    writes: definition.writes,
    run: (context, input) => definition.run(context, validate(definition.input, input)),
    resource(context, input) {
      const valid = v.safeParse(definition.input, input);
      if (!valid.success || !definition.resource) return undefined;
      const named = definition.resource(context, valid.output);
      const { account, region, now } = context;
      return { ...named, tags: account.resource(region, named.arn, now)?.tags ?? {} };
    },
  };
}
