/* Fleets as somebody with a console sees and changes them. */
import * as v from 'valibot';
import {
  type FleetState,
  type FleetType,
  type SimFleet,
  starting,
  stopping,
} from '../core/fleet.ts';
import type { Platform, Tags } from '../core/image.ts';
import { Name, StoredTags } from '../core/shapes.ts';
import type { Console } from './console.ts';
import { recordTags } from './tags.ts';

/** A fleet to create; what is left out has a plain default. */
export interface NewFleet {
  readonly name: string;
  /** An image of the region, which must be there; left out for Elastic fleets only. */
  readonly imageName?: string;
  /** ON_DEMAND by default. */
  readonly fleetType?: FleetType;
  /** RUNNING by default. */
  readonly state?: FleetState;
  /** That of the image by default. */
  readonly platform?: Platform;
  /** 2 by default. */
  readonly instances?: number;
  /** Given for multi-session fleets. */
  readonly sessionsPerInstance?: number;
  readonly displayName?: string;
  readonly description?: string;
  /** Now by default. */
  readonly createdAt?: Date;
  readonly tags?: Tags;
}

export interface FleetWorld {
  createFleet(region: string, fleet: NewFleet): SimFleet;
  fleet(region: string, name: string, at?: Date): SimFleet | undefined;
  /** The fleets of a region as they are or were `at`. */
  fleets(region: string, at?: Date): SimFleet[];
  /** Gives the fleet another image, whatever its state. */
  setFleetImage(region: string, name: string, imageName: string): void;
  /** The fleet, which is STOPPED, is STARTING, and RUNNING after `startMinutes`. */
  startFleet(region: string, name: string): void;
  /** The fleet, which is RUNNING, is STOPPING, and STOPPED after `stopMinutes`. */
  stopFleet(region: string, name: string): void;
  /** The fleet stays in this state from now on. */
  setFleetState(region: string, name: string, state: FleetState): void;
  /** Replaces all tags. */
  setFleetTags(region: string, name: string, tags: Tags): void;
  deleteFleet(region: string, name: string): void;
}

export function fleetWorld({ account, clock, trail, behaviour }: Console): FleetWorld {
  function find(region: string, name: string, at?: Date): SimFleet | undefined {
    const arn = account.fleetArn(region, name);
    return account.fleets.find(region, arn, at?.getTime() ?? clock());
  }

  function existing(region: string, name: string, state?: FleetState): SimFleet {
    const fleet = find(region, name);
    if (!fleet) throw new Error(`No fleet ${name} in ${region}`);
    if (state === undefined || fleet.state === state) return fleet;
    throw new Error(`The fleet ${name} is ${fleet.state}, not ${state}`);
  }

  function useImage(region: string, name: string): Pick<SimFleet, 'image' | 'platform'> {
    const image = account.imageNamed(region, name, clock());
    if (!image) throw new Error(`No image ${name} in ${region}`);
    return { image: { arn: image.arn, name: image.name }, platform: image.platform };
  }

  function imageOf(region: string, { name, imageName, fleetType }: NewFleet) {
    if ((fleetType === 'ELASTIC') !== (imageName === undefined))
      throw new Error(`The fleet ${name} must have an image, or be an Elastic fleet`);
    if (imageName !== undefined) return useImage(region, imageName);
    return { platform: 'AMAZON_LINUX2' } as const;
  }

  return {
    createFleet(region, { imageName, platform, tags = {}, ...fleet }) {
      v.parse(Name, fleet.name);
      v.parse(StoredTags, tags);
      if (find(region, fleet.name))
        throw new Error(`The fleet ${fleet.name} exists already in ${region}`);
      const used = imageOf(region, { imageName, ...fleet });
      const created: SimFleet = {
        fleetType: 'ON_DEMAND',
        state: 'RUNNING',
        instances: 2,
        createdAt: new Date(clock()),
        ...fleet,
        ...used,
        platform: platform ?? used.platform,
        arn: account.fleetArn(region, fleet.name),
        region,
        tags: { ...tags },
      };
      account.fleets.put(created, clock());
      trail.recordByHand(region, 'CreateFleet', {
        Name: fleet.name,
        ImageName: imageName,
        ...(Object.keys(tags).length > 0 && { Tags: tags }),
      });
      return created;
    },
    fleet: find,
    fleets: (region, at) => account.fleets.list(region, at?.getTime() ?? clock()),
    setFleetImage(region, name, imageName) {
      const fleet = existing(region, name);
      const stored = account.fleets.stored(region, fleet.arn, clock()) ?? fleet;
      account.fleets.put({ ...stored, ...useImage(region, imageName) }, clock());
      trail.recordByHand(region, 'UpdateFleet', { Name: name, ImageName: imageName });
    },
    startFleet(region, name) {
      const { startMinutes } = behaviour;
      const fleet = existing(region, name, 'STOPPED');
      account.fleets.put(starting(fleet, clock(), startMinutes), clock());
      trail.recordByHand(region, 'StartFleet', { Name: name });
    },
    stopFleet(region, name) {
      const { stopMinutes } = behaviour;
      const fleet = existing(region, name, 'RUNNING');
      account.fleets.put(stopping(fleet, clock(), stopMinutes), clock());
      trail.recordByHand(region, 'StopFleet', { Name: name });
    },
    setFleetState(region, name, state) {
      account.fleets.put({ ...existing(region, name), state }, clock());
    },
    setFleetTags(region, name, tags) {
      v.parse(StoredTags, tags);
      const fleet = existing(region, name);
      account.fleets.setTags(region, fleet.arn, { ...tags }, clock());
      recordTags(trail, fleet, tags);
    },
    deleteFleet(region, name) {
      account.fleets.drop(existing(region, name), clock());
      trail.recordByHand(region, 'DeleteFleet', { Name: name });
    },
  };
}
