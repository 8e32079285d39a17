/* The copies that `conformance --write` makes: what is known of them, and how they are asked for. */

import {
  CopyImageCommand,
  DescribeImagesCommand,
  type Image,
  TagResourceCommand,
} from '@aws-sdk/client-appstream';
import { faultFrom } from '../../../lib/aws/errors.ts';
import type { Io } from '../../io.ts';
import type { FactId } from '../facts/index.ts';
import { answerTo, type Observation, observing } from '../observation.ts';
import type { ProbeClients } from '../survey.ts';

/** A copy that was asked for. */
export interface Copy {
  readonly name: string;
  readonly startedAt: Date;
  /** What AWS answered. */
  answer: Observation;
  /** Whether the destination has shown it. */
  listed: boolean;
  /** Why it could not be deleted when that was last tried. */
  refusal?: string;
}

/** Everything that the probes which write have in common. */
export interface Trial {
  readonly clients: ProbeClients;
  readonly region: string;
  /** Name of the image that is copied. Nothing else is done to it. */
  readonly source: string;
  readonly destination: string;
  /** The beginning of the copies' names. */
  readonly run: string;
  /** A role whose permissions can be narrowed. */
  readonly role: string | undefined;
  readonly interval: number;
  readonly io: Pick<Io, 'now' | 'wait' | 'sleep'>;
  readonly say: (text: string) => void;
  /** Every copy that AWS may have begun, from before it is asked for. */
  readonly copies: Copy[];
  readonly observations: Map<string, Observation>;
}

/** The user wants to stop. */
export class Stopped extends Error {}

/** The tag that copies are given. */
export const TAG = 'appstream-image-replicator:conformance';

/** What the description of a copy says: only an image with it is changed or deleted. */
export function markOf({ run }: Pick<Trial, 'run'>): string {
  return `Made by conformance, ${run}; can be deleted`;
}

/** Notes what was seen, or why nothing was. @throws Stopped */
export async function note(
  { observations }: Trial,
  fact: FactId<'writing'>,
  probe: () => Promise<Observation>,
): Promise<Observation> {
  const observation = await observing(probe, Stopped);
  observations.set(fact, observation);
  return observation;
}

/** Asks for a copy, under a name of its own. */
export async function begin(trial: Trial): Promise<Copy> {
  const name = `${trial.run}-${trial.copies.length + 1}`;
  const copy: Copy = {
    name,
    startedAt: trial.io.now(),
    answer: { unknown: 'no answer' },
    listed: false,
  };
  trial.copies.push(copy);
  trial.say(`copying ${trial.source} to ${trial.destination} as ${name}`);
  copy.answer = await askForCopy(trial, name);
  return copy;
}

/** What AWS answers to a copy under a name. */
export function askForCopy(
  trial: Trial,
  name: string,
  destination = trial.destination,
): Promise<Observation> {
  const command = new CopyImageCommand({
    SourceImageName: trial.source,
    DestinationImageName: name,
    DestinationRegion: destination,
    DestinationImageDescription: markOf(trial),
  });
  return answerTo(trial.clients.appstream(trial.region).send(command), () => 'accepted');
}

/** The copy as the destination shows it; undefined when it does not, or shows an image of somebody else's. */
export async function look(trial: Trial, copy: Copy): Promise<Image | undefined> {
  const command = new DescribeImagesCommand({ Names: [copy.name] });
  try {
    const { Images = [] } = await trial.clients.appstream(trial.destination).send(command);
    const image = Images.find((each) => each.Description === markOf(trial));
    if (image) copy.listed = true;
    return image;
  } catch (error) {
    if (faultFrom(error).kind === 'missing') return undefined;
    throw error;
  }
}

/** Tags a copy. */
export function tag(
  { clients, destination }: Trial,
  { Arn }: Image,
  tags: Readonly<Record<string, string>>,
): Promise<Observation> {
  const command = new TagResourceCommand({ ResourceArn: Arn, Tags: { ...tags } });
  return answerTo(clients.appstream(destination).send(command), () => 'accepted');
}

/** Waits until the next look. @throws Stopped */
export async function pause({ io, interval }: Trial): Promise<void> {
  if (!(await io.wait(interval))) throw new Stopped();
}

export function isAccepted({ answer }: Copy): boolean {
  return isSeen(answer, 'accepted');
}

export function isSeen(observation: Observation, value: string): boolean {
  return 'seen' in observation && observation.seen === value;
}

/** Time that has passed: `45 s`, `12 minutes`. */
export function since(start: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - start.getTime()) / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`;
}
