/* The steps that only an image with a rule needs. Loaded when there is one. */

export { apply } from './apply.ts';
export { flightOf } from './in-flight.ts';
export { announceNoRoom } from './no-room.ts';
export { record } from './record.ts';
export { SourceRecord } from './source-record.ts';
