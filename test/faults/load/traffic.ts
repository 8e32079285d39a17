import type { Simulation } from '../../../sim/index.ts';

const HOME = 'us-east-1';
const MINUTE = 60_000;

/** What was seen on the way to AppStream. */
export interface Traffic {
  /** Calls, those of the first minute, and those that were throttled. */
  calls: number;
  callsAtFirst: number;
  throttled: number;
  /** Copies that began, and of them those that began before an older image's to the same region. */
  copies: number;
  overtaking: number;
}

/** Counts calls as they come, and keeps none of them. */
export function watchTraffic({ onCall, calls, world }: Simulation, start: number): Traffic {
  const traffic: Traffic = { calls: 0, callsAtFirst: 0, throttled: 0, copies: 0, overtaking: 0 };
  const youngest = new Map<string, number>();
  onCall(({ service, operation, error, input, at }) => {
    calls.length = 0;
    if (service !== 'appstream') return;
    traffic.calls += 1;
    if (at.getTime() < start + MINUTE) traffic.callsAtFirst += 1;
    if (error === 'ThrottlingException') traffic.throttled += 1;
    if (operation === 'CopyImage' && error === undefined) noteCopy(Object(input));
  });
  function noteCopy({ SourceImageName, DestinationRegion }: Record<string, string>): void {
    const age = world.image(HOME, SourceImageName ?? '')?.createdAt.getTime() ?? 0;
    const last = youngest.get(DestinationRegion ?? '') ?? 0;
    traffic.copies += 1;
    if (age < last) traffic.overtaking += 1;
    else youngest.set(DestinationRegion ?? '', age);
  }
  return traffic;
}
