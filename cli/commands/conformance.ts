/* `conformance`: compares what is assumed about AWS with what an account answers. */

import { appendFile, writeFile } from 'node:fs/promises';
import { deleteCommand } from '../../lib/core/message/aws-cli.ts';
import project from '../../package.json' with { type: 'json' };
import { appstreamAs, cloudTrail, sts } from '../clients.ts';
import { compare } from '../conformance/compare.ts';
import type { Fact } from '../conformance/facts/fact.ts';
import { FACTS } from '../conformance/facts/index.ts';
import { type Observation, observing } from '../conformance/observation.ts';
import { READING } from '../conformance/reading/index.ts';
import { draw, toMarkdown } from '../conformance/report.ts';
import { type Survey, surveyOf } from '../conformance/survey.ts';
import { agree, trialOf, type WriteOptions, writingOf } from '../conformance/writing/consent.ts';
import { write } from '../conformance/writing/index.ts';
import { explain, UserError } from '../errors.ts';
import { EXIT, type Exit } from '../exit.ts';
import { columnsOf, type Io, paintOf, print, printJson } from '../io.ts';
import { type CommonOptions, withProfile } from '../options.ts';
import type { Conformance, Line } from '../schemas/conformance.ts';
import { enter } from '../session.ts';

export interface ConformanceOptions extends CommonOptions, WriteOptions {
  readonly json?: boolean;
  /** Path of a file to write; true for the standard output. */
  readonly markdown?: string | true;
}

/** Compares what is assumed about AWS with what the account answers, and reports it. */
export async function conformance(options: ConformanceOptions, io: Io): Promise<Exit> {
  const began = io.now();
  const writing = writingOf(options, began);
  const { markdown } = options;
  // Before anything is copied: the copies take long.
  if (typeof markdown === 'string') await saved(appendFile(markdown, ''));
  const { region, clients } = await enter(options, io);
  const { appstream } = clients;
  const survey = await surveyOf(region, { appstream, appstreamAs, cloudTrail, sts });
  if (writing) await agree(writing, survey, io);
  const observations = await read(survey);
  const { ended, left } = writing
    ? await write(trialOf(writing, survey, observations, io))
    : { ended: undefined, left: [] };
  const report: Conformance = {
    version: '1',
    release: project.version,
    at: began.toISOString().replace(/\.\d+/, ''),
    region,
    ...(writing && { destination: writing.to }),
    lines: FACTS.flatMap((fact) => lineOf(fact, observations.get(fact.id), ended)),
    left,
  };
  show(report, options, io);
  for (const name of left) {
    const command = deleteCommand(`${writing?.to}`, name);
    print(io.stderr, withProfile(`not deleted: ${name}; ${command}`, options));
  }
  if (typeof markdown === 'string') await saved(writeFile(markdown, `${toMarkdown(report)}\n`));
  if (left.length > 0) return EXIT.error;
  return report.lines.some(({ verdict }) => verdict === 'different') ? EXIT.todo : EXIT.ok;
}

/** One probe after the other: none is to be throttled because of another. */
async function read(survey: Survey): Promise<Map<string, Observation>> {
  const observations = new Map<string, Observation>();
  for (const [fact, probe] of Object.entries(READING)) {
    observations.set(fact, await observing(() => probe(survey)));
  }
  return observations;
}

/** @param ended why a probe that writes has seen nothing; undefined when none was tried */
function lineOf(fact: Fact, observation: Observation | undefined, ended?: string): Line[] {
  if (observation) return [compare(fact, observation)];
  const isTried = ended !== undefined && fact.answered.by === 'writing';
  return isTried ? [compare(fact, { unknown: ended })] : [];
}

/** @throws UserError when the file cannot be written */
async function saved(written: Promise<void>): Promise<void> {
  await written.catch((error: unknown) => {
    throw new UserError(`the report cannot be written: ${explain(error)}`);
  });
}

function show(report: Conformance, { json, markdown }: ConformanceOptions, io: Io): void {
  if (json) printJson(io.stdout, report);
  else if (markdown === true) print(io.stdout, toMarkdown(report));
  else print(io.stdout, draw(report, columnsOf(io.stdout), paintOf(io.stdout, io.env)));
}
