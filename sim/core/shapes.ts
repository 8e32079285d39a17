import { z } from 'zod';
import { type Tags, VISIBILITIES } from './image.ts';

/*
 * The request shapes of AppStream's service model, version 2016-12-01, and of EventBridge's rules:
 * which members are required, their patterns, lengths and values.
 */

export const Name = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/);
export const RegionName = z.string().min(1).max(32);
export const Description = z.string().max(256);
export const DisplayName = z.string().max(100);
export const VisibilityType = z.string().pipe(z.enum(VISIBILITIES));
export const StringMember = z.string().min(1);
export const MaxResults = z.int().min(0).max(25);

export const Arn = z
  .string()
  .regex(
    /^arn:aws(?:-cn|-iso-b|-iso|-us-gov)?:[A-Za-z0-9][A-Za-z0-9_/.-]{0,62}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9][A-Za-z0-9:_/+=,@.\\-]{0,1023}$/,
  );

const AnyTagKey = z
  .string()
  .min(1)
  .max(128)
  .regex(/^.[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u);

/** AWS keeps the keys that begin with `aws:` to itself. */
export const TagKey = AnyTagKey.regex(/^(?!aws:)/);

export const TagValue = z
  .string()
  .max(256)
  .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u);

export const AmiId = z.string().regex(/^ami-[a-z0-9]{8,17}$/);
export const ImportText = z.string().regex(/^[a-zA-Z0-9_.() -]+$/);

/** The most tags that one call can set, and that one resource can have. */
export const MAX_TAGS = 50;

/** Whether a resource can have so many tags; those of AWS itself do not count. */
export function fitsOnResource(tags: Tags): boolean {
  return Object.keys(tags).filter((key) => !key.startsWith('aws:')).length <= MAX_TAGS;
}

/** The tags that an image can have, AWS's own among them. */
export const StoredTags = z
  .record(AnyTagKey, TagValue)
  .refine(fitsOnResource, `must have at most ${MAX_TAGS} entries`);

export const TagMap = z
  .record(TagKey, TagValue)
  .refine((tags) => Object.keys(tags).length >= 1, 'must have at least 1 entry')
  .refine(fitsOnResource, `must have at most ${MAX_TAGS} entries`);

export const TagKeyList = z.array(TagKey).min(1).max(MAX_TAGS);

export const RuleName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[.\-_A-Za-z0-9]+$/);
export const EventBusNameOrArn = z.string().min(1).max(1600);
