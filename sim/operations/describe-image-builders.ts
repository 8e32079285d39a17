/* DescribeImageBuilders. */
import * as v from 'valibot';
import type { SimImageBuilder } from '../core/image-builder.ts';
import { StringMember } from '../core/shapes.ts';
import { namedPage } from './named-page.ts';
import { operation } from './operation.ts';

export const describeImageBuilders = operation({
  input: v.object({
    Names: v.optional(v.array(StringMember)),
    MaxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    NextToken: v.optional(StringMember),
  }),
  writes: false,
  run(context, input) {
    const { account, region, readAt } = context;
    const builders = account.imageBuilders.list(region, readAt);
    const { items, ...next } = namedPage(context, 'image builder', builders, input);
    return { ImageBuilders: items.map(toWire), ...next };
  },
});

function toWire(builder: SimImageBuilder) {
  return {
    Name: builder.name,
    Arn: builder.arn,
    ImageArn: builder.imageArn,
    InstanceType: 'stream.standard.medium',
    Platform: builder.platform,
    State: builder.state,
    CreatedTime: builder.createdAt.getTime() / 1000,
  };
}
