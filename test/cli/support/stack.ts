/* CloudFormation with one stack, as far as deployments use it. */

import * as v from 'valibot';
import { type Answer, Refusal } from './aws.ts';
import {
  type Change,
  changesOf,
  NOTHING,
  parametersOf,
  type Template,
  template,
} from './changes.ts';
import type { S3 } from './s3.ts';

type Input = Readonly<Record<string, unknown>>;

const STACK_ID = 'arn:aws:cloudformation:us-east-1:123456789012:stack/replicator/1';

export interface StackState {
  readonly status: string;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
}

interface ChangeSet {
  readonly result: StackState;
  readonly changes: readonly Change[];
  looks: number;
}

/** A stack that may be there, the change sets for it, and its events. */
export class Stack {
  state: StackState | undefined;
  readonly changeSets = new Map<string, ChangeSet>();
  /** What change sets were ordered with. */
  readonly orders: Input[] = [];
  /** A resource that fails, and why. */
  failing: { readonly id: string; readonly reason: string } | undefined;
  /** Oldest first. */
  readonly #events: Readonly<Record<string, string>>[] = [];
  /** How many events have happened. */
  #happened = 0;
  /** By the token of the call. */
  readonly #answered = new Map<string, object>();
  readonly #s3: S3;

  constructor(answers: Map<string, Answer>, s3: S3) {
    this.#s3 = s3;
    answers.set('DescribeStacks', () => ({ Stacks: [this.#describe()] }));
    answers.set('CreateChangeSet', (input) =>
      this.#once(input.ClientToken, 'create', () => this.#createChangeSet(input)),
    );
    answers.set('DescribeChangeSet', (input) => this.#describeChangeSet(input));
    answers.set('ExecuteChangeSet', (input) =>
      this.#once(input.ClientRequestToken, 'execute', () => this.#execute(input)),
    );
    answers.set('DescribeStackEvents', (input) => this.#describeEvents(input));
    answers.set('DeleteChangeSet', ({ ChangeSetName }) => {
      this.changeSets.delete(String(ChangeSetName));
      return {};
    });
    answers.set('ListChangeSets', () => ({
      Summaries: [...this.changeSets.keys()].map((ChangeSetId) => ({ ChangeSetId })),
    }));
    answers.set('DeleteStack', () => {
      this.state = undefined;
      return {};
    });
  }

  #describe(): object {
    if (!this.state) throw new Refusal('ValidationError', 'Stack does not exist');
    const { status, parameters, template: deployed } = this.state;
    return {
      StackName: 'appstream-image-replicator',
      StackStatus: status,
      CreationTime: '2026-11-01T00:00:00Z',
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Outputs: Object.entries(deployed.Outputs).map(([OutputKey, { Value }]) => ({
        OutputKey,
        OutputValue: Value,
      })),
    };
  }

  /** A call that is made again with its token has the answer that it had. */
  #once(token: unknown, what: string, act: () => object): object {
    const key = `${what} ${token}`;
    const answer = (token !== undefined && this.#answered.get(key)) || act();
    this.#answered.set(key, answer);
    return answer;
  }

  #createChangeSet(input: Input): object {
    this.orders.push(input);
    const wanted = this.#read(String(input.TemplateURL));
    const isUpdate = this.state !== undefined && this.state.status !== 'REVIEW_IN_PROGRESS';
    if (isUpdate !== (input.ChangeSetType === 'UPDATE')) throw new Refusal('ValidationError');
    if (input['Capabilities.member.1'] !== 'CAPABILITY_IAM') {
      throw new Refusal('InsufficientCapabilitiesException');
    }
    this.state ??= { status: 'REVIEW_IN_PROGRESS', template: NOTHING, parameters: {} };
    const before = this.state;
    const result = {
      status: isUpdate ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE',
      template: wanted,
      parameters: parametersOf(input, wanted, before.parameters),
    };
    const changes = changesOf(before.template, wanted);
    const id = `arn:aws:cloudformation:us-east-1:123456789012:changeSet/${input.ChangeSetName}`;
    if (this.changeSets.has(id)) throw new Refusal('AlreadyExistsException');
    this.changeSets.set(id, { result, changes, looks: 0 });
    return { Id: id, StackId: STACK_ID };
  }

  /** It is made by the second look. */
  #describeChangeSet(input: Input): object {
    const changeSet = this.#changeSet(input);
    const { changes, result } = changeSet;
    changeSet.looks += 1;
    if (changeSet.looks === 1) return { Status: 'CREATE_IN_PROGRESS' };
    const before = JSON.stringify(this.state?.parameters);
    if (changes.length === 0 && before === JSON.stringify(result.parameters)) {
      const reason =
        "The submitted information didn't contain changes. Submit different information.";
      return { Status: 'FAILED', StatusReason: reason };
    }
    const found = changes.map((ResourceChange) => ({ Type: 'Resource', ResourceChange }));
    return { Status: 'CREATE_COMPLETE', ...page('Changes', found, input) };
  }

  #execute(input: Input): object {
    const { changes, result } = this.#changeSet(input);
    this.changeSets.clear();
    const kind = result.status.replace('_COMPLETE', '');
    this.#note(STACK_ID, 'AWS::CloudFormation::Stack', `${kind}_IN_PROGRESS`);
    for (const { LogicalResourceId: id, ResourceType: type } of changes) {
      this.#note(id, type, `${kind}_IN_PROGRESS`);
      if (this.failing?.id === id) {
        this.#note(id, type, `${kind}_FAILED`, this.failing.reason);
        this.#note('Other', type, `${kind}_FAILED`, 'Resource creation cancelled');
        this.#end({
          ...result,
          status: kind === 'CREATE' ? 'DELETE_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE',
        });
        return {};
      }
      this.#note(id, type, `${kind}_COMPLETE`);
    }
    this.#end(result);
    return {};
  }

  #end(state: StackState): void {
    this.state = state;
    this.#note(STACK_ID, 'AWS::CloudFormation::Stack', state.status);
  }

  /** With each look, three more have happened. */
  #describeEvents(input: Input): object {
    if (input.NextToken === undefined) this.#happened += 3;
    const events = this.#events.slice(0, this.#happened).toReversed();
    this.#happened = Math.min(this.#happened, this.#events.length);
    return page('StackEvents', events, input);
  }

  #note(id: string, ResourceType: string, ResourceStatus: string, reason?: string): void {
    this.#events.push({
      EventId: `event-${this.#events.length}`,
      StackId: STACK_ID,
      StackName: 'appstream-image-replicator',
      LogicalResourceId: id,
      PhysicalResourceId: id,
      ResourceType,
      ResourceStatus,
      Timestamp: '2026-11-27T12:00:00Z',
      ...(reason && { ResourceStatusReason: reason }),
    });
  }

  #changeSet({ ChangeSetName }: Input): ChangeSet {
    const found = this.changeSets.get(String(ChangeSetName));
    if (!found) throw new Refusal('ChangeSetNotFound');
    return found;
  }

  #read(url: string): Template {
    const [, bucket = '', key = ''] =
      /^https:\/\/([\w-]+)\.s3\.us-east-1\.amazonaws\.com\/([\w.]+)$/.exec(url) ?? [];
    const text = this.#s3.buckets.get(bucket)?.objects.get(key)?.toString();
    if (text === undefined) throw new Refusal('ValidationError', `S3 error: nothing at ${url}`);
    return v.parse(template, JSON.parse(text));
  }
}

/** Two a page. */
function page(name: string, all: readonly object[], { NextToken = 0 }: Input): object {
  const end = Number(NextToken) + 2;
  const rest = end < all.length && { NextToken: String(end) };
  return { [name]: all.slice(Number(NextToken), end), ...rest };
}
