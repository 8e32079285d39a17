import { publishedFirst, writtenFirst } from '../properties/announcements.ts';
import { noOnward, quotaAskedOnce } from '../properties/copies.ts';
import { errors, noFailureUnread } from '../properties/errors.ts';
import { nothingAvailable, restrained } from '../properties/lasting.ts';
import { replicas } from '../properties/replicas.ts';
import { noneForEver, rest } from '../properties/restraint.ts';
import { watched } from '../properties/watched.ts';
import { type Break, broken } from './break.ts';

/** Wrong ways to look and to act. */
export const BREAKS_OF_RUNS: readonly Break[] = [
  broken('ignore NextToken', noneForEver, [
    'lib/aws/appstream/pages.ts',
    'if (!next) return all;',
    'return all;',
  ]),
  broken('retry LimitExceededException', quotaAskedOnce, [
    'lib/aws/clients.ts',
    "error.name === 'LimitExceededException'",
    "error.name === ''",
  ]),
  broken('keep trying copies to a region after its quota has refused one', quotaAskedOnce, [
    'lib/run/apply-decision.ts',
    "if (fault.kind === 'quota') quota.refusal = fault;",
    '',
  ]),
  broken('act though the status that accounts for it could not be written', restrained, [
    'lib/run/apply.ts',
    'if (!(await account(destination.source))) return { destination, decision, done: false };',
    'await account(destination.source);',
  ]),
  broken('announce without a mark in the status', writtenFirst, [
    'lib/run/source-record.ts',
    'status: announced.reduce((marked, each) => mark(marked, each, now), status),',
    'status,',
  ]),
  broken('announce though the mark could not be written', writtenFirst, [
    'lib/run/source-record.ts',
    '!status || !this.isWritable || ',
    '!status || ',
  ]),
  broken('record an outcome whose announcement failed', publishedFirst, [
    'lib/run/source-record.ts',
    'return marked;\n      }',
    'return mark(marked, each, undefined);\n      }',
  ]),
  broken('delete a replica without reading it again', nothingAvailable, [
    'lib/run/apply-decision.ts',
    'if (!tags || !present || !isStill(present, replica)) return;',
    'if (!tags || !present) return;',
  ]),
  broken('leave the replica without tags', replicas, [
    'lib/run/apply-decision.ts',
    'if (!holds(present, wanted)) await setTags(client, replica.arn, wanted);',
    '',
  ]),
  broken(
    'replicate replicas',
    noOnward,
    [
      'lib/core/tags/source.ts',
      'if (isReplica(image) || tags[keys.source] !== undefined) {',
      'if (false) {',
    ],
    ['lib/run/read-tags.ts', 'if (isReplica(image)) return', 'if (false) return'],
    [
      'lib/core/tags/rule.ts',
      `=>
    !key.startsWith(keys.prefix) &&
    !isAwsKey(key) &&
    choice`,
      '=> !isAwsKey(key) && choice',
    ],
  ),
  broken('leave the watch off', watched, [
    'lib/run/watch.ts',
    'if (isNew || (inFlight > 0 && !isKnownOn))',
    'if (false)',
  ]),
  broken('treat an image whose tags could not be read as one without a rule', watched, [
    'lib/run/read-tags.ts',
    'return unread(image, faultFrom(error));',
    "return { image, assessment: { kind: 'ignored', reason: String(faultFrom(error)) } };",
  ]),
  broken('leave the watch on', rest, ['lib/run/watch.ts', '  await turnOff(watcher);\n', '']),
  broken('let what cannot be read escape', errors, [
    'lib/aws/appstream/read.ts',
    '    return { fault: faultFrom(error) };',
    "    throw new TypeError('an error of our own', { cause: error });",
  ]),
  broken('treat an answer that cannot be read as final', noFailureUnread, [
    'lib/aws/errors.ts',
    "property(error, '$fault') === undefined ? undefined : httpStatus(error)",
    'httpStatus(error) ?? 400',
  ]),
];
