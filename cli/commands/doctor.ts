/* `doctor`: runs every check of the deployed stack and its account, and prints a line for each. */

import { faultFrom } from '../../lib/aws/errors.ts';
import { type PlannedSource, planScope } from '../../lib/run/plan.ts';
import { checkAllowedRegions } from '../doctor/allowed-regions.ts';
import { checkCredentials } from '../doctor/credentials.ts';
import { checkDestinations } from '../doctor/destinations.ts';
import { type Line, unseen } from '../doctor/line.ts';
import { checkPermissions } from '../doctor/permissions.ts';
import { checkRetention } from '../doctor/retention.ts';
import { checkRuleSets } from '../doctor/rule-sets.ts';
import { checkRules } from '../doctor/rules.ts';
import { checkStack } from '../doctor/stack.ts';
import { checkSubscriptions } from '../doctor/subscriptions.ts';
import { checkTags } from '../doctor/tags.ts';
import { checkTrail } from '../doctor/trail.ts';
import { EXIT, type Exit } from '../exit.ts';
import { columnsOf, type Io, type Paint, paintOf, print, printJson, type Style } from '../io.ts';
import { type CommonOptions, placeArguments, withProfile } from '../options.ts';
import { GAP, table, widthOf } from '../render/table.ts';
import { paragraph, plural } from '../render/words.ts';
import type { Report } from '../schemas/doctor.ts';
import { openSession, type Session } from '../session.ts';

export interface DoctorOptions extends CommonOptions {
  readonly json?: boolean;
}

/** Says whether all is there for automatic operation, and what to do where it is not. Only looks. */
export async function doctor(options: DoctorOptions, io: Io): Promise<Exit> {
  const session = await openSession(options, io);
  const { region } = session.observer;
  const lines = await examine(session, options);
  const healthy = lines.every(({ state }) => state !== 'todo');
  const report: Report = { version: '1', region, healthy, lines };
  if (options.json) printJson(io.stdout, report);
  else
    print(
      io.stdout,
      withProfile(draw(lines, columnsOf(io.stdout), paintOf(io.stdout, io.env)), options),
    );
  return healthy ? EXIT.ok : EXIT.todo;
}

async function examine(session: Session, options: CommonOptions): Promise<Line[]> {
  const { observer, stack } = session;
  const sources = planScope({ kind: 'all', trigger: 'manual' }, observer);
  const place = placeArguments(observer.region, options);
  const { profile, stack: name } = options;
  const deploy = `npx appstream-image-replicator deploy ${placeArguments(observer.region, { profile, stack: name })}`;
  const deployed = stack.kind === 'deployed' ? stack.stack : undefined;
  const inStack = deployed && { ...session, deployed };
  const lines = await Promise.all([
    checkCredentials(observer.region),
    checkStack(stack, observer.region, options),
    inStack ? checkRules(inStack, { sources, place }) : [],
    checkTrail(observer.region),
    inStack ? checkSubscriptions(inStack) : [],
    inStack ? checkPermissions(inStack) : [],
    deployed ? checkRuleSets(deployed, observer, deploy) : [],
    checkImages(sources, session, deploy).catch((error: unknown) =>
      unseen('destinations', faultFrom(error), 'appstream:DescribeImages'),
    ),
  ]);
  return lines.flat();
}

/** Whether what the rules on the images ask for can be done. */
async function checkImages(
  planned: Promise<readonly PlannedSource[]>,
  { observer, stack }: Session,
  deploy: string,
): Promise<Line[]> {
  const sources = await planned;
  return [
    ...checkTags(sources),
    ...(stack.kind === 'deployed'
      ? [checkAllowedRegions(sources, observer, deploy), checkRetention(sources, observer, deploy)]
      : []),
    ...(await checkDestinations(sources, observer)),
  ];
}

/** Characters of the longest label. */
const LABEL_WIDTH = 7;

const LABELS: Readonly<Record<Line['state'], readonly [label: string, style: Style]>> = {
  ok: ['ok', 'green'],
  todo: ['to do', 'red'],
  unknown: ['unknown', 'yellow'],
};

function draw(lines: readonly Line[], columns: number, paint: Paint): string {
  const width = widthOf(
    lines.map(({ check }) => check),
    40,
  );
  const widths = [LABEL_WIDTH, width, Math.max(20, columns - LABEL_WIDTH - width - 2 * GAP)];
  const drawn = lines.flatMap(({ check, state, detail, advice = '' }) => {
    const [label, style] = LABELS[state];
    const todo = advice === '' ? [] : paragraph(advice.split('\n'), columns, LABEL_WIDTH + GAP);
    return [table([[paint(style, label), check, detail]], widths), ...todo];
  });
  return [...drawn, '', closingOf(lines)].join('\n');
}

function closingOf(lines: readonly Line[]): string {
  const count = (wanted: Line['state']) => lines.filter(({ state }) => state === wanted).length;
  const [todo, unknown] = [count('todo'), count('unknown')];
  const found = todo === 0 ? 'No problems found.' : `${plural(todo, 'problem')} found.`;
  const unseen = unknown === 0 ? '' : ` ${plural(unknown, 'check')} could not be made.`;
  return `${found}${unseen}`;
}
