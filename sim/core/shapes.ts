import { z } from 'zod';
import { VISIBILITIES } from './image.ts';

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

export const TagKey = z
  .string()
  .min(1)
  .max(128)
  .regex(/^(?!aws:).[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u);

export const TagValue = z
  .string()
  .max(256)
  .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u);

/** Also the most tags that a resource can have. */
export const MAX_TAGS = 50;

export const TagMap = z
  .record(TagKey, TagValue)
  .refine((tags) => Object.keys(tags).length >= 1, 'must have at least 1 entry')
  .refine((tags) => Object.keys(tags).length <= MAX_TAGS, 'must have at most 50 entries');

export const TagKeyList = z.array(TagKey).min(1).max(MAX_TAGS);

export const RuleName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[.\-_A-Za-z0-9]+$/);
export const EventBusNameOrArn = z.string().min(1).max(1600);
