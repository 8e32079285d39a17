import { sameId, toldFirst, toldOnce, trueSuccess } from '../properties/announcements.ts';
import { bounded } from '../properties/bounds.ts';
import { copiedOnce, fewCopies, noOnward, quotaAskedOnce } from '../properties/copies.ts';
import { errors, noVerdict } from '../properties/errors.ts';
import { followed } from '../properties/followed.ts';
import type { Property } from '../properties/property.ts';
import { trueReasons } from '../properties/reasons.ts';
import { replicas } from '../properties/replicas.ts';
import { handsOff, noneForEver, rest } from '../properties/restraint.ts';
import { watched } from '../properties/watched.ts';

/** A change of one source file. */
export interface Edit {
  readonly file: string;
  /** Occurs once in the file. */
  readonly from: string;
  readonly to: string;
}

/** A way of breaking the product on purpose. */
export interface Break {
  readonly what: string;
  readonly edits: readonly Edit[];
  /** The property that is to notice. */
  readonly breaks: Property;
}

export const BREAKS: readonly Break[] = [
  {
    what: 'drop the lineage check',
    edits: [
      {
        file: 'lib/core/decide.ts',
        from: 'const relation = relationTo(source, replica);',
        to: "const relation = 'ours';",
      },
    ],
    breaks: trueSuccess,
  },
  {
    what: 'take a replica of an earlier build of the source for one of this build',
    edits: [
      {
        file: 'lib/core/lineage.ts',
        from: "if (lineage.createdAt === createdAt) return 'ours';",
        to: "return 'ours';",
      },
    ],
    breaks: trueSuccess,
  },
  {
    what: 'publish before checking that the replica is AVAILABLE',
    edits: [
      {
        file: 'lib/core/follow.ts',
        from: "    case 'AVAILABLE': {\n      const next: Status = { ...facts,",
        to: "    case 'UNSETTLED':\n    case 'AVAILABLE': {\n      const next: Status = { ...facts,",
      },
    ],
    breaks: trueSuccess,
  },
  {
    what: 'ignore NextToken',
    edits: [{ file: 'lib/aws/observe.ts', from: 'pages += 1;', to: 'pages += 1;\n      break;' }],
    breaks: trueReasons,
  },
  {
    what: 'retry LimitExceededException',
    edits: [
      {
        file: 'lib/aws/clients.ts',
        from: "error.name === 'LimitExceededException'",
        to: "error.name === ''",
      },
    ],
    breaks: quotaAskedOnce,
  },
  {
    what: 'go on trying copies to a region after its quota has refused one',
    edits: [
      {
        file: 'lib/perform.ts',
        from: "if (fault?.kind === 'quota') quota.refusal = fault;",
        to: '',
      },
    ],
    breaks: quotaAskedOnce,
  },
  {
    what: 'mark before publishing',
    edits: [
      {
        file: 'lib/perform.ts',
        from: "      return fault ? { fault } : tell('SUCCEEDED', situation, decision, actor);",
        to: `      const { formatStatus } = await import('./core/status.ts');
      const mark = { [keys.status(region)]: formatStatus(decision.status) };
      if (!fault) await setTags(actor.appstream(source.region), source.arn, mark);
      return fault ? { fault } : tell('SUCCEEDED', situation, decision, actor);`,
      },
    ],
    breaks: toldFirst,
  },
  {
    what: 'remember an outcome whose announcement failed',
    edits: [
      {
        file: 'lib/execute.ts',
        from: 'return { decision, done: error === undefined, error };',
        to: 'return { decision, done: true, error };',
      },
    ],
    breaks: toldFirst,
  },
  {
    what: 'take no status for final',
    edits: [
      {
        file: 'lib/core/decide.ts',
        from: 'if (status && isFinal(status) && (',
        to: 'if (status && !isFinal(status) && (',
      },
    ],
    breaks: toldOnce,
  },
  {
    what: 'let the id of a message depend on when it is told',
    edits: [
      {
        file: 'lib/core/message.ts',
        from: 'id: identify(happening, account),',
        to: 'id: identify({ ...happening, rule: String(now.getTime()) }, account),',
      },
    ],
    breaks: sameId,
  },
  {
    what: 'bring back a replica that somebody deleted',
    edits: [
      {
        file: 'lib/core/decide.ts',
        from: 'return afterEnd(pursuit, status);',
        to: `if (!sight) return { do: 'look', reason: 'is it still there?' };
    const isThere = 'fault' in sight || sight.images.some(({ name }) => name === wanted.name);
    if (isThere || status.word === 'FAILED') return afterEnd(pursuit, status);`,
      },
    ],
    breaks: copiedOnce,
  },
  {
    what: 'follow only what the present rule asks for',
    edits: [
      {
        file: 'lib/core/decide.ts',
        from: 'const rest = earlier && settle(earlier);',
        to: 'const rest = undefined;',
      },
    ],
    breaks: followed,
  },
  {
    what: 'copy again whatever fails, without end',
    edits: [
      { file: 'lib/core/follow.ts', from: 'return attempts < MAX_ATTEMPTS', to: 'return true' },
      { file: 'lib/core/decide.ts', from: 'if (attempts > MAX_ATTEMPTS) {', to: 'if (false) {' },
    ],
    breaks: fewCopies,
  },
  {
    what: 'leave the replica without tags',
    edits: [
      {
        file: 'lib/perform.ts',
        from: 'const fault = await faultOf(setTags(actor.appstream(region), decision.replica.arn, tags));',
        to: 'const fault = await faultOf(Promise.resolve());',
      },
    ],
    breaks: replicas,
  },
  {
    what: 'fail for good when AWS says that the replica exists',
    edits: [
      {
        file: 'lib/core/fault.ts',
        from: "ResourceAlreadyExistsException: 'exists'",
        to: "ResourceAlreadyExistsException: 'permanent'",
      },
    ],
    breaks: trueReasons,
  },
  {
    what: 'fail for good when the source image is busy',
    edits: [
      {
        file: 'lib/core/fault.ts',
        from: "ResourceNotAvailableException: 'transient'",
        to: "ResourceNotAvailableException: 'permanent'",
      },
    ],
    breaks: trueReasons,
  },
  {
    what: 'remove whatever has the name of the replica',
    edits: [
      {
        file: 'lib/core/decide.ts',
        from: "    case 'foreign': {",
        to: "    case 'foreign':\n      return retry(pursuit, replica);\n    case 'nobody': {",
      },
    ],
    breaks: handsOff,
  },
  {
    what: 'replicate replicas',
    edits: [
      {
        file: 'lib/core/assess.ts',
        from: 'if (isReplica(image) || tags[keys.source] !== undefined) {',
        to: 'if (false) {',
      },
      {
        file: 'lib/read-images.ts',
        from: 'if (isReplica(image)) return',
        to: 'if (false) return',
      },
      {
        file: 'lib/core/rule.ts',
        from: '    !key.startsWith(keys.prefix) &&\n',
        to: '',
      },
    ],
    breaks: noOnward,
  },
  {
    what: 'never give up',
    edits: [
      {
        file: 'lib/core/setback.ts',
        from: 'waited >= limits.giveUpAfterHours * 60',
        to: 'waited >= Number.POSITIVE_INFINITY * limits.giveUpAfterHours',
      },
    ],
    breaks: noneForEver,
  },
  {
    what: 'leave the watch off',
    edits: [
      {
        file: 'lib/switch-watch.ts',
        from: 'if (isNew || (inFlight && !isTick))',
        to: 'if (false)',
      },
    ],
    breaks: watched,
  },
  {
    what: 'take an image whose tags could not be read for one without a rule',
    edits: [
      {
        file: 'lib/read-images.ts',
        from: 'return unread(image, faultFrom(error));',
        to: "return { image, assessment: { kind: 'ignored', reason: String(faultFrom(error)) } };",
      },
    ],
    breaks: watched,
  },
  {
    what: 'leave the watch on',
    edits: [
      {
        file: 'lib/switch-watch.ts',
        from: 'await disableWatch(watcher.events(), watchRule);',
        to: '',
      },
    ],
    breaks: rest,
  },
  {
    what: 'let what cannot be read escape',
    edits: [
      {
        file: 'lib/aws/observe.ts',
        from: '    return { fault: faultFrom(error) };',
        to: "    throw new TypeError('an error of our own', { cause: error });",
      },
    ],
    breaks: errors,
  },
  {
    what: 'take an answer that cannot be read for a verdict',
    edits: [
      {
        file: 'lib/aws/errors.ts',
        from: "property(error, '$fault') === undefined ? undefined : httpStatus(error)",
        to: 'httpStatus(error) ?? 400',
      },
    ],
    breaks: noVerdict,
  },
  {
    what: 'do not shorten what AWS says',
    edits: [
      {
        file: 'lib/core/text.ts',
        from: 'oneLine(text: string, max = 500)',
        to: 'oneLine(text: string, max = 500_000)',
      },
    ],
    breaks: bounded,
  },
];
