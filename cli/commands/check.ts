/* `check`: validates a rule before you set it, or the one that an image has. */

import { findImage, listTags } from '../../lib/aws/appstream/read.ts';
import type { Observer } from '../../lib/context.ts';
import { checkRule, type RuleCheck } from '../check/rule.ts';
import { standIn } from '../check/stand-in.ts';
import { UserError } from '../errors.ts';
import { EXIT, type Exit } from '../exit.ts';
import { columnsOf, type Io, type Paint, paintOf, print, printJson } from '../io.ts';
import { type CommonOptions, withProfile } from '../options.ts';
import { noSuchImage } from '../overview/scope.ts';
import { paragraph } from '../render/words.ts';
import { openObserver } from '../session.ts';

export interface CheckOptions extends CommonOptions {
  readonly image?: string;
  readonly json?: boolean;
}

/** Checks a rule before it is put on an image, or the one that an image has. */
export async function check(
  rule: string | undefined,
  options: CheckOptions,
  io: Io,
): Promise<Exit> {
  if (rule === undefined && options.image === undefined) {
    throw new UserError("give a rule, for example 'eu-west-1 us-west-2', or --image NAME");
  }
  const observer = await openObserver(options, io);
  const result =
    options.image === undefined
      ? checkRule(standIn(observer), {}, rule, false, observer, observer.now())
      : await checkRuleOf(options.image, rule, observer);
  if (options.json) printJson(io.stdout, result);
  else
    print(
      io.stdout,
      withProfile(draw(result, columnsOf(io.stdout), paintOf(io.stdout, io.env)), options),
    );
  return result.valid ? EXIT.ok : EXIT.todo;
}

async function checkRuleOf(
  name: string,
  rule: string | undefined,
  observer: Observer,
): Promise<RuleCheck> {
  const client = observer.appstream(observer.region);
  const image = await findImage(client, observer.region, name, observer.account);
  if (!image) throw await noSuchImage(name, observer);
  const tags = (await listTags(client, image.arn)) ?? {};
  return checkRule(image, tags, rule, true, observer, observer.now());
}

function draw(result: RuleCheck, columns: number, paint: Paint): string {
  const { valid, image, destinations, shared, problems, warnings, command } = result;
  if (!valid) {
    const lines = paragraph(problems, columns, 2);
    return [paint('red', 'The rule is not valid.'), ...lines].join('\n');
  }
  const width = Math.max(...destinations.map(({ region }) => region.length));
  const replicas = destinations.map(({ region, name }) => `  ${region.padEnd(width)}  ${name}`);
  const doubts = warnings.map((warning) => `${paint('yellow', 'Warning:')} ${warning}.`);
  return [
    `${paint('green', 'The rule is valid.')} It makes these replicas:`,
    ...replicas,
    ...(shared ? ['', ...paragraph([sharedWith(shared)], columns, 0)] : []),
    '',
    ...doubts.flatMap((doubt) => [...paragraph([doubt], columns, 0), '']),
    `This sets it${image === undefined ? ' (replace ACCOUNT and IMAGE)' : ''}:`,
    `  ${command}`,
  ].join('\n');
}

function sharedWith(shared: readonly string[]): string {
  return shared.join() === 'source'
    ? 'They are shared as the image is shared, with the accounts of the parameter shareAccounts.'
    : `They are shared with ${shared.join(', ')}.`;
}
