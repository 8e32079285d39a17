/* The practice that the replicator replaces: a tool that copies, waits and shares, one image and region after the other. */

import {
  CopyImageCommand,
  DescribeImagesCommand,
  UpdateImagePermissionsCommand,
} from '@aws-sdk/client-appstream';
import { connectedClients } from '../../sim/harness/clients.ts';
import { createSimulation } from '../../sim/index.ts';
import { MINUTE } from '../rig/live.ts';
import { destinations, SHARED_WITH, tagImages } from '../rig/regions.ts';
import { CALL_MILLISECONDS, HOME, START } from '../rig/rig.ts';
import type { Job, Took } from './section.ts';

/** Minutes between two looks at a copy. */
const POLL_MINUTES = 0.5;

/** Lets the tool do a job in a simulated account. */
export async function doSerially({ copyMinutes, ...job }: Job): Promise<Took> {
  let time = START;
  const simulation = createSimulation({
    now: () => new Date(time),
    copyMinutes: () => copyMinutes,
  });
  tagImages(simulation.world, new Date(time), job);
  const { appstream } = connectedClients(HOME, (call) => {
    time += CALL_MILLISECONDS;
    return simulation.answer(call);
  });
  for (const Name of simulation.world.images(HOME).map(({ name }) => name)) {
    for (const region of destinations(job.regions)) {
      const client = appstream(region);
      const copy = { SourceImageName: Name, DestinationImageName: Name, DestinationRegion: region };
      await appstream(HOME).send(new CopyImageCommand(copy));
      for (let state: string | undefined; state !== 'AVAILABLE'; ) {
        time += POLL_MINUTES * MINUTE;
        const { Images } = await client.send(new DescribeImagesCommand({ Names: [Name] }));
        state = Images?.[0]?.State;
        if (state === 'FAILED') throw new Error(`the copy of ${Name} to ${region} failed`);
      }
      const ImagePermissions = { allowFleet: true, allowImageBuilder: false };
      const grant = { Name, SharedAccountId: SHARED_WITH, ImagePermissions };
      await client.send(new UpdateImagePermissionsCommand(grant));
    }
  }
  return { minutes: (time - START) / MINUTE, calls: simulation.calls.length };
}
