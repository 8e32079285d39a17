import type * as fc from 'fast-check';
import type { History } from '../machine/history.ts';
import {
  histories,
  hostileHistories,
  refusedHistories,
  sharingHistories,
} from '../machine/random.ts';
import { PROPERTIES, PROPERTIES_OF_CHAOS, PROPERTIES_OF_REFUSAL } from '../properties/index.ts';
import type { Property } from '../properties/property.ts';

/** Histories of one kind, and what holds in them. */
export interface Profile {
  readonly histories: fc.Arbitrary<History>;
  readonly properties: readonly Property[];
  /** Outcomes that some sixty of these histories reach. */
  readonly outcomes: readonly string[];
  /** Outcomes that a thousand of these histories reach. */
  readonly rareOutcomes?: readonly string[];
  /** What part of the histories that are asked for is played: a day of minutes takes its time. All by default. */
  readonly share?: number;
}

export const PROFILE_NAMES = [
  'a stack',
  'two stacks that name each other’s regions',
  'a stack that shares replicas',
  'a stack with tags, events and answers of AWS that make no sense',
  'a stack whose AWS refuses a call for ever',
] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  'a stack': {
    histories: histories(['us-east-1']),
    properties: PROPERTIES,
    outcomes: ['SUCCEEDED', 'LATE', 'FAILED InvalidRule', 'FAILED NameTaken'],
    rareOutcomes: [
      'FAILED SourceFailed',
      'FAILED IncompatibleImageException',
      'FAILED IMAGE_COPY_FAILURE',
      'FAILED RegionUnavailable',
      'FAILED GaveUp',
    ],
  },
  'two stacks that name each other’s regions': {
    histories: histories(['us-east-1', 'eu-west-1']),
    properties: PROPERTIES,
    outcomes: ['SUCCEEDED', 'FAILED InvalidRule', 'FAILED NameTaken'],
  },
  'a stack that shares replicas': {
    histories: sharingHistories('us-east-1'),
    properties: PROPERTIES,
    outcomes: ['SUCCEEDED', 'FAILED InvalidRule'],
    rareOutcomes: ['FAILED ShareRefused'],
    share: 0.5,
  },
  'a stack with tags, events and answers of AWS that make no sense': {
    histories: hostileHistories('us-east-1'),
    properties: PROPERTIES_OF_CHAOS,
    outcomes: ['SUCCEEDED', 'FAILED InvalidRule'],
  },
  'a stack whose AWS refuses a call for ever': {
    histories: refusedHistories('us-east-1'),
    properties: PROPERTIES_OF_REFUSAL,
    outcomes: ['SUCCEEDED', 'FAILED InvalidRule'],
    share: 0.2,
  },
};
