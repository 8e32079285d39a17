import { calls } from './calls/section.ts';
import { coldStart } from './cold-start/section.ts';
import { makespan } from './makespan/section.ts';
import { money } from './money/section.ts';
import { reaction } from './reaction/section.ts';
import { measureScale, type Scale, scale } from './scale/section.ts';
import type { Plan, Section } from './section.ts';

export const SECTION_NAMES = [
  'cold-start',
  'calls',
  'makespan',
  'scale',
  'reaction',
  'money',
] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

/** Measures what is asked for, in that order. */
export async function measure(names: readonly SectionName[], plan: Plan): Promise<Section[]> {
  let measured: Promise<Scale> | undefined;
  const runs = () => {
    measured ??= measureScale(plan);
    return measured;
  };
  const sections: Record<SectionName, () => Promise<Section>> = {
    'cold-start': () => coldStart(plan),
    calls: () => calls(plan),
    makespan: () => makespan(plan),
    scale: async () => scale(await runs()),
    reaction: () => reaction(plan),
    money: async () => money((await runs()).runs, plan),
  };
  const done: Section[] = [];
  for (const name of names) done.push(await sections[name]());
  return done;
}
