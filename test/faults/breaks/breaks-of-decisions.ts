import { publishedOnce, sameId, trueSuccess } from '../properties/announcements.ts';
import { bounded } from '../properties/bounds.ts';
import { copiedOnce, fewCopies } from '../properties/copies.ts';
import { followed } from '../properties/followed.ts';
import { noFalseFailure, restrained } from '../properties/lasting.ts';
import { trueReasons } from '../properties/reasons.ts';
import { handsOff, noneForEver } from '../properties/restraint.ts';
import { type Break, broken } from './break.ts';

/** Wrong decisions, from what was seen. */
export const BREAKS_OF_DECISIONS: readonly Break[] = [
  broken('drop the lineage check', trueSuccess, [
    'lib/core/decision/decide.ts',
    'const relation = relationTo(source, replica);',
    "const relation = 'ours';",
  ]),
  broken('treat a replica of an earlier build of the source as one of this build', trueSuccess, [
    'lib/core/tags/lineage.ts',
    "if (lineage.createdAt === createdAt) return 'ours';",
    "return 'ours';",
  ]),
  broken('publish before checking that the replica is AVAILABLE', trueSuccess, [
    'lib/core/decision/replica.ts',
    `    case 'AVAILABLE': {
      const share`,
    `    case 'UNSETTLED':
    case 'AVAILABLE': {
      const share`,
  ]),
  broken('treat no status as final', publishedOnce, [
    'lib/core/decision/decide.ts',
    'if (status && isFinal(status) && isRuleOf(',
    'if (status && !isFinal(status) && isRuleOf(',
  ]),
  broken('let the id of a message depend on when it is announced', sameId, [
    'lib/core/message/message.ts',
    'id: identify(announcement, account),',
    'id: identify({ ...announcement, rule: String(Math.random()) }, account),',
  ]),
  broken('bring back a replica that somebody deleted', copiedOnce, [
    'lib/core/decision/decide.ts',
    'return afterEnd(replication, status);\n  if (progress',
    `{
    const { observed } = replication;
    if (!observed) return { do: 'read region', reason: 'is it still there?' };
    const isThere = 'fault' in observed || observed.images.some(({ name }) => name === wanted.name);
    if (isThere || status.word === 'FAILED') return afterEnd(replication, status);
  }
  if (progress`,
  ]),
  broken('follow only what the present rule asks for', followed, [
    'lib/core/decision/decide.ts',
    'const rest = earlier && settle(earlier);',
    'const rest = undefined;',
  ]),
  broken(
    'copy again whatever fails, without end',
    fewCopies,
    [
      'lib/core/decision/replica.ts',
      'if (attempts >= MAX_ATTEMPTS) return follow(replication, replica);',
      '',
    ],
    ['lib/core/decision/decide.ts', 'if (attempts > MAX_ATTEMPTS) {', 'if (false) {'],
  ),
  broken('fail for good when AWS says that the replica exists', trueReasons, [
    'lib/core/decision/aws-error.ts',
    "ResourceAlreadyExistsException: 'exists'",
    "ResourceAlreadyExistsException: 'permanent'",
  ]),
  broken('fail for good when the source image is busy', trueReasons, [
    'lib/core/decision/aws-error.ts',
    "ResourceNotAvailableException: 'transient'",
    "ResourceNotAvailableException: 'permanent'",
  ]),
  broken('fail for good when IAM refuses a call once', trueReasons, [
    'lib/core/limits.ts',
    'export const DENIED_MINUTES = 10;',
    'export const DENIED_MINUTES = 0;',
  ]),
  broken('delete whatever has the name of the replica', handsOff, [
    'lib/core/decision/decide.ts',
    "    case 'foreign': {",
    `    case 'foreign':
      return retry(replication, replica);
    case 'nobody': {`,
  ]),
  broken('never give up', noneForEver, [
    'lib/core/decision/on-error.ts',
    'if (!isPatient && minutesBetween(since, now) >=',
    'if (!isPatient && 0 >=',
  ]),
  broken('never check again what FAILED', noFalseFailure, [
    'lib/core/decision/decide.ts',
    'if (status.rule === undefined) return rest;',
    'if (status) return rest;',
  ]),
  broken('keep the watch on for what is late', restrained, [
    'lib/core/tags/due.ts',
    'return !status.late;',
    'return true;',
  ]),
  broken('do not shorten error messages of AWS', bounded, [
    'lib/core/text.ts',
    'oneLine(text: string, max = 500)',
    'oneLine(text: string, max = 500_000)',
  ]),
];
