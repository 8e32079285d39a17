/* `conformance`: compares what is assumed about AWS with what an account answers. */

import { writeFile } from 'node:fs/promises';
import project from '../../package.json' with { type: 'json' };
import { cloudTrail, sts } from '../clients.ts';
import { compare } from '../conformance/compare.ts';
import { FACTS } from '../conformance/facts/index.ts';
import type { Observation } from '../conformance/observation.ts';
import { observing } from '../conformance/observation.ts';
import { READING } from '../conformance/reading/index.ts';
import { draw, toMarkdown } from '../conformance/report.ts';
import { type Survey, surveyOf } from '../conformance/survey.ts';
import { EXIT, type Exit } from '../exit.ts';
import { columnsOf, type Io, paintOf, print, printJson } from '../io.ts';
import type { CommonOptions } from '../options.ts';
import type { Conformance } from '../schemas/conformance.ts';
import { enter } from '../session.ts';

export interface ConformanceOptions extends CommonOptions {
  readonly json?: boolean;
  /** Path of a file to write; true for the standard output. */
  readonly markdown?: string | true;
}

/** Compares what is assumed about AWS with what the account answers, and reports it. */
export async function conformance(options: ConformanceOptions, io: Io): Promise<Exit> {
  const { region, clients } = await enter(options, io);
  const at = io.now().toISOString().replace(/\.\d+/, '');
  const survey = await surveyOf(region, { appstream: clients.appstream, cloudTrail, sts });
  const observations = await read(survey);
  const lines = FACTS.flatMap((fact) => {
    const observation = observations.get(fact.id);
    return observation ? [compare(fact, observation)] : [];
  });
  const report: Conformance = {
    version: '1',
    release: project.version,
    at,
    region,
    lines,
    left: [],
  };
  await show(report, options, io);
  return lines.some(({ verdict }) => verdict === 'different') ? EXIT.todo : EXIT.ok;
}

/** One probe after the other: none is to be throttled because of another. */
async function read(survey: Survey): Promise<ReadonlyMap<string, Observation>> {
  const observations = new Map<string, Observation>();
  for (const [fact, probe] of Object.entries(READING)) {
    observations.set(fact, await observing(() => probe(survey)));
  }
  return observations;
}

async function show(
  report: Conformance,
  { json, markdown }: ConformanceOptions,
  io: Io,
): Promise<void> {
  if (typeof markdown === 'string') await writeFile(markdown, `${toMarkdown(report)}\n`);
  if (json) printJson(io.stdout, report);
  else if (markdown === true) print(io.stdout, toMarkdown(report));
  else print(io.stdout, draw(report, columnsOf(io.stdout), paintOf(io.stdout, io.env)));
}
