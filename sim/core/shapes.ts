/* Request shapes of AppStream's service model, version 2016-12-01, and of EventBridge's rules. */

import * as v from 'valibot';
import { type Tags, VISIBILITIES } from './image.ts';

export const Name = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/));
export const RegionName = v.pipe(v.string(), v.minLength(1), v.maxLength(32));
export const Description = v.pipe(v.string(), v.maxLength(256));
export const DisplayName = v.pipe(v.string(), v.maxLength(100));
export const VisibilityType = v.pipe(v.string(), v.picklist(VISIBILITIES));
export const StringMember = v.pipe(v.string(), v.minLength(1));
export const MaxResults = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(25));

export const Arn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws(?:-cn|-iso-b|-iso|-us-gov)?:[A-Za-z0-9][A-Za-z0-9_/.-]{0,62}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9][A-Za-z0-9:_/+=,@.\\-]{0,1023}$/,
  ),
);

const AnyTagKey = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(128),
  v.regex(/^.[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u),
);

/** AWS keeps the keys that begin with `aws:` to itself. */
export const TagKey = v.pipe(AnyTagKey, v.regex(/^(?!aws:)/));

export const TagValue = v.pipe(
  v.string(),
  v.maxLength(256),
  v.regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u),
);

export const AwsAccountId = v.pipe(v.string(), v.regex(/^\d{12}$/));
export const ImagePermissions = v.object({
  allowFleet: v.optional(v.boolean(), false),
  allowImageBuilder: v.optional(v.boolean(), false),
});

export const AmiId = v.pipe(v.string(), v.regex(/^ami-[a-z0-9]{8,17}$/));
export const ImportText = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_.() -]+$/));

/** The most tags that one call can set, and that one resource can have. */
export const MAX_TAGS = 50;

/** Whether a resource can have so many tags; those of AWS itself do not count. */
export function fitsOnResource(tags: Tags): boolean {
  return Object.keys(tags).filter((key) => !key.startsWith('aws:')).length <= MAX_TAGS;
}

/** As entries, since a record of the library leaves out keys such as `constructor`, which AWS takes. */
const tagsWith = (key: v.GenericSchema<string>) =>
  v.pipe(
    v.custom<Tags>((input) => typeof input === 'object' && input !== null && !Array.isArray(input)),
    v.transform((tags) => Object.entries(tags)),
    v.array(v.tuple([key, TagValue])),
    v.transform((entries): Tags => Object.fromEntries(entries)),
    v.check(fitsOnResource, `must have at most ${MAX_TAGS} entries`),
  );

/** The tags that an image can have, AWS's own among them. */
export const StoredTags = tagsWith(AnyTagKey);

export const TagMap = v.pipe(
  tagsWith(TagKey),
  v.check((tags) => Object.keys(tags).length >= 1, 'must have at least 1 entry'),
);

export const TagKeyList = v.pipe(v.array(TagKey), v.minLength(1), v.maxLength(MAX_TAGS));

export const RuleName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(64),
  v.regex(/^[.\-_A-Za-z0-9]+$/),
);
export const EventBusNameOrArn = v.pipe(v.string(), v.minLength(1), v.maxLength(1600));
