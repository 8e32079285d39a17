/* DescribeFleets. */
import * as v from 'valibot';
import { StringMember } from '../core/shapes.ts';
import { fleetToWire } from './fleet-to-wire.ts';
import { namedPage } from './named-page.ts';
import { operation } from './operation.ts';

export const describeFleets = operation({
  input: v.object({
    Names: v.optional(v.array(StringMember)),
    NextToken: v.optional(StringMember),
  }),
  writes: false,
  run(context, input) {
    const { account, region, readAt } = context;
    const fleets = account.fleets.list(region, readAt);
    const { items, ...next } = namedPage(context, 'fleet', fleets, input);
    return { Fleets: items.map(fleetToWire), ...next };
  },
});
