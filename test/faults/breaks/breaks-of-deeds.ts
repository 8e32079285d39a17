import { toldFirst } from '../properties/announcements.ts';
import { noOnward, quotaAskedOnce } from '../properties/copies.ts';
import { errors, noVerdict } from '../properties/errors.ts';
import { trueReasons } from '../properties/reasons.ts';
import { replicas } from '../properties/replicas.ts';
import { rest } from '../properties/restraint.ts';
import { watched } from '../properties/watched.ts';
import { type Break, broken } from './break.ts';

/** Wrong ways to look and to act. */
export const BREAKS_OF_DEEDS: readonly Break[] = [
  broken('ignore NextToken', trueReasons, [
    'lib/aws/observe.ts',
    'pages += 1;',
    `pages += 1;
      break;`,
  ]),
  broken('retry LimitExceededException', quotaAskedOnce, [
    'lib/aws/clients.ts',
    "error.name === 'LimitExceededException'",
    "error.name === ''",
  ]),
  broken('go on trying copies to a region after its quota has refused one', quotaAskedOnce, [
    'lib/perform.ts',
    "if (fault?.kind === 'quota') quota.refusal = fault;",
    '',
  ]),
  broken('mark before publishing', toldFirst, [
    'lib/perform.ts',
    "      return fault ? { fault } : tell('SUCCEEDED', situation, decision, actor);",
    `      const { formatStatus } = await import('./core/status.ts');
      const mark = { [keys.status(region)]: formatStatus(decision.status) };
      if (!fault) await setTags(actor.appstream(source.region), source.arn, mark);
      return fault ? { fault } : tell('SUCCEEDED', situation, decision, actor);`,
  ]),
  broken('remember an outcome whose announcement failed', toldFirst, [
    'lib/execute.ts',
    'return { decision, done: error === undefined, error };',
    'return { decision, done: true, error };',
  ]),
  broken('leave the replica without tags', replicas, [
    'lib/perform.ts',
    'const fault = await faultOf(setTags(actor.appstream(region), decision.replica.arn, tags));',
    'const fault = await faultOf(Promise.resolve());',
  ]),
  broken(
    'replicate replicas',
    noOnward,
    [
      'lib/core/assess.ts',
      'if (isReplica(image) || tags[keys.source] !== undefined) {',
      'if (false) {',
    ],
    ['lib/read-images.ts', 'if (isReplica(image)) return', 'if (false) return'],
    [
      'lib/core/rule.ts',
      `    !key.startsWith(keys.prefix) &&
`,
      '',
    ],
  ),
  broken('leave the watch off', watched, [
    'lib/switch-watch.ts',
    'if (isNew || (inFlight && !isTick))',
    'if (false)',
  ]),
  broken('take an image whose tags could not be read for one without a rule', watched, [
    'lib/read-images.ts',
    'return unread(image, faultFrom(error));',
    "return { image, assessment: { kind: 'ignored', reason: String(faultFrom(error)) } };",
  ]),
  broken('leave the watch on', rest, [
    'lib/switch-watch.ts',
    'await disableWatch(watcher.events(), watchRule);',
    '',
  ]),
  broken('let what cannot be read escape', errors, [
    'lib/aws/observe.ts',
    '    return { fault: faultFrom(error) };',
    "    throw new TypeError('an error of our own', { cause: error });",
  ]),
  broken('take an answer that cannot be read for a verdict', noVerdict, [
    'lib/aws/errors.ts',
    "property(error, '$fault') === undefined ? undefined : httpStatus(error)",
    'httpStatus(error) ?? 400',
  ]),
];
