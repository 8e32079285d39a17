export type { CloudTrailEvent } from './core/events.ts';
export type { ImageState, SimImage, Visibility } from './core/image.ts';
export type { Fault, FaultEffect } from './faults.ts';
export type { Copy } from './operations/operation.ts';
export { startSimulator } from './server.ts';
export type { Call, Simulator, SimulatorOptions } from './simulator.ts';
export type { NewImage, World } from './world.ts';
