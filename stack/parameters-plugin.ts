/* A plug-in of the framework: refuses parameters that the stack has not, and keeps those that are not given. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudFormationClient,
  type CloudFormationClientConfig,
} from '@aws-sdk/client-cloudformation';
import { closest } from 'fastest-levenshtein';
import { idOf } from '../cli/deploy/settings.ts';
import { explainFault } from '../cli/errors.ts';
import { readStack } from '../cli/stack.ts';

/** As much of the framework as is used here. */
export interface Framework {
  readonly serviceDir: string;
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  readonly service: { readonly provider: { stackName: string; stackParameters?: KeptParameter[] } };
  getProvider(name: 'aws'): { getAwsSdkV3Config(): Promise<CloudFormationClientConfig> };
}

interface KeptParameter {
  readonly ParameterKey: string;
  readonly UsePreviousValue: true;
}

/**
 * Loaded by `serverless.yml`. The framework would ignore a parameter that the stack has not, and return every parameter
 * that is not given to its default.
 */
export default class Parameters {
  readonly hooks: Readonly<Record<string, () => unknown>>;
  readonly #framework: Framework;
  readonly #given: readonly string[];

  constructor(framework: Framework, { param = [] }: { readonly param?: readonly string[] }) {
    this.#framework = framework;
    this.#given = param.map((each) => each.split('=')[0] ?? '');
    this.hooks = {
      initialize: () => this.#check(),
      'before:deploy:deploy': () => this.#keep(),
    };
  }

  #check(): void {
    const known = this.#declared();
    const unknown = this.#given.find((name) => !known.includes(name));
    if (unknown === undefined) return;
    const message = `The stack has no parameter '${unknown}'; the nearest is '${closest(unknown, known)}'.`;
    throw new this.#framework.classes.Error(message, 'UNKNOWN_PARAMETER');
  }

  async #keep(): Promise<void> {
    const { classes, service } = this.#framework;
    const client = new CloudFormationClient(
      await this.#framework.getProvider('aws').getAwsSdkV3Config(),
    );
    const observed = await readStack(client, service.provider.stackName);
    if (observed.kind === 'missing') return;
    if (observed.kind === 'unread') {
      throw new classes.Error(explainFault(observed.fault), 'UNREAD_PARAMETERS');
    }
    const { parameters } = observed.stack;
    service.provider.stackParameters = this.#declared()
      .filter((name) => !this.#given.includes(name))
      .map(idOf)
      .filter((id) => parameters.has(id))
      .map((ParameterKey) => ({ ParameterKey, UsePreviousValue: true }));
  }

  /** The stack's parameters, as the guides spell them. */
  #declared(): string[] {
    const text = readFileSync(join(this.#framework.serviceDir, 'stack/parameters.yml'), 'utf8');
    return [...text.matchAll(/\$\{param:(\w+),/g)].flatMap(([, name]) => name ?? []);
  }
}
