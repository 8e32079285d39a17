import type { styleText } from 'node:util';
import type { Row } from './frame.ts';

/** Puts a text in a style, or leaves it as it is. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Hours and minutes of simulated time, in UTC. */
export function timeOf(date: Date): string {
  return date.toISOString().slice(11, 16);
}

/** Minutes as people say them: `1 h 36 min`, `5 min`. */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

/** A destination, with the replica's name where it is not the image's own. */
export function destinationOf({ image, region, replica }: Row): string {
  return image === replica ? region : `${region} as ${replica}`;
}
