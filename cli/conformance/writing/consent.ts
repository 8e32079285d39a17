/* What `conformance --write` is allowed to do: it says so first, and asks. */

import { findImage } from '../../../lib/aws/appstream/read.ts';
import { isRegionShaped } from '../../../lib/core/region.ts';
import { didYouMeanRegion, UserError } from '../../errors.ts';
import { columnsOf, type Io, print } from '../../io.ts';
import { withProfile } from '../../options.ts';
import { noSuchImage } from '../../overview/scope.ts';
import { paragraph } from '../../render/words.ts';
import type { Observation } from '../observation.ts';
import type { Survey } from '../survey.ts';
import type { Trial } from './trial.ts';

export interface WriteOptions {
  readonly write?: boolean;
  readonly image?: string;
  readonly to?: string;
  readonly yes?: boolean;
  readonly role?: string;
  readonly profile?: string;
  /** Seconds between two looks. */
  readonly interval: number;
}

/** What to copy where. */
export interface Writing extends WriteOptions {
  readonly image: string;
  readonly to: string;
  /** The beginning of the copies' names. */
  readonly run: string;
}

/** What the options ask for; undefined when nothing is to be written. @throws UserError */
export function writingOf(options: WriteOptions, now: Date): Writing | undefined {
  const { write, image, to } = options;
  if (!write) {
    if (image === undefined && to === undefined) return undefined;
    throw new UserError('--image and --to say what to copy where, which needs --write');
  }
  if (image === undefined || to === undefined) {
    throw new UserError('--write needs --image NAME, the image to copy, and --to REGION');
  }
  return { ...options, image, to, run: runOf(now) };
}

/** Says what will be done, and asks. @throws UserError when it must not be done */
export async function agree(writing: Writing, survey: Survey, io: Io): Promise<void> {
  const { image: name, to, run, yes } = writing;
  const { clients, region, account } = survey;
  if (!isRegionShaped(to)) {
    throw new UserError(`'${to}' is not a region${didYouMeanRegion(to, region)}`);
  }
  const own = account === '' ? undefined : account;
  const image = await findImage(clients.appstream(region), region, name, own);
  if (!image) throw await noSuchImage(name, { appstream: clients.appstream, account: own, region });
  if (image.phase !== 'AVAILABLE') {
    throw new UserError(`the image ${name} is ${image.state}, and only an AVAILABLE one is copied`);
  }
  const said = [
    `This copies ${name} from ${region} to ${to}, up to three times at once, as ${run}-1 and so on, tags the copies, and deletes them again. It takes as long as a copy takes, and AWS does not say how long that is.`,
    `AWS charges for images and their transfer to ${to}. Other copies to ${to} wait meanwhile, since the quota of copies is used up. ${to} needs room for two more images.`,
    `Nothing is done to ${name} itself. Ctrl-C ends this, and deletes what was made.`,
  ];
  print(io.stderr, ...paragraph(said, columnsOf(io.stderr), 0));
  if (yes) return;
  if (!io.confirm) throw new UserError('nobody can be asked here; to go on, add --yes');
  if (!(await io.confirm('Go on?'))) throw new UserError('nothing was done');
}

/** The trial that was agreed to. @param observations takes what it observes */
export function trialOf(
  { image, to, run, role, interval, profile }: Writing,
  { clients, region }: Survey,
  observations: Map<string, Observation>,
  io: Io,
): Trial {
  return {
    clients,
    region,
    source: image,
    destination: to,
    run,
    role,
    interval,
    io,
    say: (text) =>
      print(
        io.stderr,
        `${io.now().toISOString().slice(11, 19)}  ${withProfile(text, { profile })}`,
      ),
    copies: [],
    observations,
  };
}

/** A name that nobody else gives: `conformance-20261127-082231`. */
function runOf(now: Date): string {
  const [date = '', time = ''] = now.toISOString().split(/[T.]/);
  return `conformance-${date.replaceAll('-', '')}-${time.replaceAll(':', '')}`;
}
