/* What others may import from the simulator. */

export type { Copy } from './behaviour.ts';
export type { CloudTrailEvent } from './core/events.ts';
export type { FleetState, FleetType, SimFleet } from './core/fleet.ts';
export type { ImageState, SimImage, Visibility } from './core/image.ts';
export type { SimImageBuilder } from './core/image-builder.ts';
export type { NewImage } from './core/new-image.ts';
export type { Fault, FaultEffect } from './faults.ts';
export { startSimulator } from './server.ts';
export { createSimulation, type Simulation } from './simulation.ts';
export type { Call, Simulator, SimulatorOptions } from './simulator.ts';
export type { NewFleet } from './world/fleets.ts';
export type { World } from './world.ts';
