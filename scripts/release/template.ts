/* The template of a release: what the framework writes, without what is the framework's own. */

import { basename } from 'node:path';
import * as v from 'valibot';

const resource = v.looseObject({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown())),
});
const template = v.looseObject({
  Resources: v.record(v.string(), resource),
  Outputs: v.record(v.string(), v.unknown()),
});
const packagedCode = v.object({ S3Key: v.string() });

/** What the framework adds to every stack: the bucket that it deploys from. */
const FRAMEWORK = 'ServerlessDeploymentBucket';
/** The framework's name of the zip that all functions share. */
const SHARED_ZIP = 'appstream-image-replicator.zip';

/** A template with the zips of its functions as files beside it. */
export interface ReleaseTemplate {
  readonly text: string;
  /** Files beside the template, with the framework's name of each. */
  readonly zips: ReadonlyMap<string, string>;
}

/**
 * Derives the template of a release. Nothing is different but the bucket of the framework, which goes, and the code of
 * functions, which is a file beside the template as `aws cloudformation package` expects it.
 * @throws when another part of the template refers to the framework's bucket
 */
export function releaseTemplate(packaged: unknown): ReleaseTemplate {
  const { Resources, Outputs, ...rest } = v.parse(template, packaged);
  const zips = new Map<string, string>();
  const resources = withoutFramework(Resources).map(([id, each]) => {
    if (each.Type !== 'AWS::Lambda::Function') return [id, each];
    const name = basename(v.parse(packagedCode, each.Properties?.Code).S3Key);
    const file = name === SHARED_ZIP ? 'function.zip' : name;
    zips.set(file, name);
    return [id, { ...each, Properties: { ...each.Properties, Code: file } }];
  });
  const text = JSON.stringify(
    {
      ...rest,
      Resources: Object.fromEntries(resources),
      Outputs: Object.fromEntries(withoutFramework(Outputs)),
    },
    null,
    2,
  );
  if (text.includes(FRAMEWORK)) throw new Error(`the template still refers to ${FRAMEWORK}`);
  return { text: `${text}\n`, zips };
}

function withoutFramework<Part>(parts: Readonly<Record<string, Part>>): [string, Part][] {
  return Object.entries(parts).filter(([id]) => !id.startsWith(FRAMEWORK));
}
