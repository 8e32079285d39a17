/* The packaged template, as CloudFormation would deploy it. */

import * as v from 'valibot';
import { partitionOf } from '../core/region.ts';
import { evaluate, type Lookup, NO_VALUE } from './intrinsics.ts';
import type { Template } from './template.ts';

/** Where and with what a template is deployed. */
export interface Deployment {
  readonly account: string;
  readonly region: string;
  readonly stack: string;
  /** Values of template parameters; the others have their defaults. */
  readonly parameters: Readonly<Record<string, string>>;
  /** ARNs of resources that the template leaves unnamed, by logical id. */
  readonly arns: Readonly<Record<string, string>>;
}

export interface Resource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Properties that name a resource. */
export const NAMES = [
  'AlarmName',
  'DashboardName',
  'FunctionName',
  'LogGroupName',
  'Name',
  'QueueName',
  'TrailName',
];
const ARNS: Readonly<Record<string, string>> = {
  'AWS::CloudTrail::Trail': 'cloudtrail:REGION:ACCOUNT:trail/NAME',
  'AWS::CloudWatch::Alarm': 'cloudwatch:REGION:ACCOUNT:alarm:NAME',
  'AWS::CloudWatch::Dashboard': 'cloudwatch::ACCOUNT:dashboard/NAME',
  'AWS::Events::Rule': 'events:REGION:ACCOUNT:rule/NAME',
  'AWS::IAM::Role': 'iam::ACCOUNT:role/NAME',
  'AWS::KMS::Key': 'kms:REGION:ACCOUNT:key/NAME',
  'AWS::Lambda::Function': 'lambda:REGION:ACCOUNT:function:NAME',
  'AWS::Logs::LogGroup': 'logs:REGION:ACCOUNT:log-group:NAME:*',
  'AWS::S3::Bucket': 's3:::NAME',
  'AWS::SNS::Topic': 'sns:REGION:ACCOUNT:NAME',
  'AWS::SQS::Queue': 'sqs:REGION:ACCOUNT:NAME',
};

/** A template as CloudFormation would deploy it: conditions decided, functions evaluated, ARNs made up. */
export class Deployed implements Lookup {
  readonly #template: Template;
  readonly #deployment: Deployment;

  constructor(template: Template, deployment: Partial<Deployment> = {}) {
    this.#template = template;
    this.#deployment = {
      account: '123456789012',
      region: 'us-east-1',
      stack: 'appstream-image-replicator',
      parameters: {},
      arns: {},
      ...deployment,
    };
  }

  /** The resources whose condition holds, by logical id. */
  resources(): ReadonlyMap<string, Resource> {
    const entries = Object.entries(this.#template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || this.condition(Condition))
      .map(([id]): [string, Resource] => [id, this.resource(id)]);
    return new Map(entries);
  }

  /** @throws when the template has no such resource. */
  resource(id: string): Resource {
    const { Type, Properties } = this.#declared(id);
    const properties = evaluate(Properties, this);
    return { type: Type, properties: v.parse(v.record(v.string(), v.unknown()), properties) };
  }

  condition(name: string): boolean {
    return evaluate(this.#template.Conditions[name], this) === true;
  }

  ref(name: string): unknown {
    const { account, region, stack, parameters } = this.#deployment;
    const partition = partitionOf(region);
    const pseudo: Readonly<Record<string, unknown>> = {
      'AWS::AccountId': account,
      'AWS::NoValue': NO_VALUE,
      'AWS::Partition': partition,
      'AWS::Region': region,
      'AWS::StackId': `arn:${partition}:cloudformation:${region}:${account}:stack/${stack}/1`,
      'AWS::StackName': stack,
    };
    if (name in pseudo) return pseudo[name];
    const parameter = this.#template.Parameters[name];
    if (parameter) return parameters[name] ?? parameter.Default;
    return this.#declared(name).Type === 'AWS::SNS::Topic' ? this.#arn(name) : this.#name(name);
  }

  attribute(id: string, attribute: string): string {
    return attribute === 'Arn' ? this.#arn(id) : this.#name(id);
  }

  #name(id: string): string {
    const { Properties } = this.#declared(id);
    const property = NAMES.find((name) => name in Properties);
    return property === undefined ? id : String(evaluate(Properties[property], this));
  }

  #arn(id: string): string {
    const { account, region, arns } = this.#deployment;
    const shape = ARNS[this.#declared(id).Type];
    if (shape === undefined) throw new Error(`${id} has no ARN`);
    const arn = shape.replace('REGION', region).replace('ACCOUNT', account);
    return arns[id] ?? `arn:${partitionOf(region)}:${arn.replace('NAME', this.#name(id))}`;
  }

  #declared(id: string): Template['Resources'][string] {
    const declared = this.#template.Resources[id];
    if (!declared) throw new Error(`the template has no ${id}`);
    return declared;
  }
}
