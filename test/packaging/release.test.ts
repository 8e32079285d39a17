import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import * as v from 'valibot';
import { writeRelease } from '../../scripts/release/folder.ts';
import { releaseNotes } from '../../scripts/release/notes.ts';
import { releaseTemplate } from '../../scripts/release/template.ts';
import { lint } from '../support/lint.ts';
import { PACKAGING_TIME, type Packaged, packagedStack } from '../support/packaged.ts';

const json = v.record(v.string(), v.unknown());
const interfaceSchema = v.object({
  ParameterGroups: v.array(
    v.object({ Label: v.object({ default: v.string() }), Parameters: v.array(v.string()) }),
  ),
  ParameterLabels: v.record(v.string(), v.object({ default: v.string() })),
});
const templateSchema = v.looseObject({
  Metadata: v.object({ 'AWS::CloudFormation::Interface': interfaceSchema }),
  Parameters: json,
  Resources: v.record(v.string(), v.looseObject({ Properties: v.optional(json) })),
  Outputs: json,
});
const CHANGELOG =
  '# Changelog\n\nAll.\n\n## [Unreleased]\n\n## [0.2.0]\n\nNew.\n\n## [0.1.0]\n\nOld.\n';

let packaged: Packaged;
let folder: string;
const text = (name: string) => readFile(join(folder, name), 'utf8');
const templateOf = async (path: string) =>
  v.parse(templateSchema, JSON.parse(await readFile(path, 'utf8')));

beforeAll(async () => {
  packaged = await packagedStack();
  folder = await mkdtemp(join(tmpdir(), 'release-'));
  await writeRelease(folder, packaged.templatePath, CHANGELOG, 'digest');
}, PACKAGING_TIME);
afterAll(() => rm(folder, { recursive: true }));

describe('a release', () => {
  test('has the template, the zip, their checksums, notes and what it was made of, and nothing else', async () => {
    expect((await readdir(folder)).toSorted()).toEqual([
      'NOTES.md',
      'SHA256SUMS',
      'SOURCES',
      'function.zip',
      'template.json',
    ]);
  });

  test('has the zip that the framework would deploy', async () => {
    const entries = unzipSync(await readFile(join(folder, 'function.zip')));
    expect(Object.keys(entries)).toEqual(packaged.zipEntries);
  });

  test('has the checksum of each file to deploy', async () => {
    const sums = (await text('SHA256SUMS')).trimEnd().split('\n');
    for (const [sum, file] of sums.map((line) => line.split('  '))) {
      const content = await readFile(join(folder, file ?? ''));
      expect([file, createHash('sha256').update(content).digest('hex')]).toEqual([file, sum]);
    }
    expect(sums).toHaveLength(2);
  });

  test('has the notes of the newest section of the changelog that says anything', async () => {
    expect(await text('NOTES.md')).toBe('New.\n');
    expect(() => releaseNotes('# Changelog\n\n## [Unreleased]\n')).toThrow('changelog');
  });
});

describe('the template of a release', () => {
  test("is the framework's but for its bucket and the place of the code", async () => {
    const released = await templateOf(join(folder, 'template.json'));
    const framework = await templateOf(packaged.templatePath);
    const codes = Object.values(released.Resources).flatMap(
      ({ Properties = {} }) => Properties.Code ?? [],
    );
    expect(new Set(codes)).toEqual(new Set(['function.zip']));
    for (const [id, { Properties = {} }] of Object.entries(released.Resources)) {
      if (Properties.Code) Properties.Code = framework.Resources[id]?.Properties?.Code;
    }
    for (const id of ['ServerlessDeploymentBucket', 'ServerlessDeploymentBucketPolicy']) {
      released.Resources[id] = framework.Resources[id] ?? {};
    }
    const output = 'ServerlessDeploymentBucketName';
    released.Outputs[output] = framework.Outputs[output];
    expect(released).toEqual(framework);
  });

  test('names the functions after whatever stack they are deployed in', async () => {
    const { Resources } = await templateOf(join(folder, 'template.json'));
    const nameOf = (id: string) => Resources[id]?.Properties?.FunctionName;
    expect(nameOf('ReplicateLambdaFunction')).toEqual({ Ref: 'AWS::StackName' });
    expect(JSON.stringify(nameOf('RetireLambdaFunction'))).toMatch(/\$\{AWS::StackName\}-retire"/);
    expect(JSON.stringify(nameOf('RolloutLambdaFunction'))).toMatch(
      /\$\{AWS::StackName\}-rollout"/,
    );
  });

  test('gives each function the zip that it was packaged in', () => {
    const code = (zip: string) => ({
      Type: 'AWS::Lambda::Function',
      Properties: { Code: { S3Bucket: 'b', S3Key: `a/b/${zip}` } },
    });
    const Resources = { A: code('appstream-image-replicator.zip'), B: code('retire.zip') };
    const { zips, text: written } = releaseTemplate({ Resources, Outputs: {} });
    expect(Object.fromEntries(zips)).toEqual({
      'function.zip': 'appstream-image-replicator.zip',
      'retire.zip': 'retire.zip',
    });
    expect(JSON.parse(written).Resources.B.Properties.Code).toBe('retire.zip');
  });

  test("is not made of a template that needs the framework's bucket", () => {
    const Resources = {
      Other: {
        Type: 'AWS::SNS::Topic',
        Properties: { Name: { Ref: 'ServerlessDeploymentBucket' } },
      },
    };
    expect(() => releaseTemplate({ Resources, Outputs: {} })).toThrow('still refers');
  });

  test('has every parameter in exactly one group, with a label', async () => {
    const { Metadata, Parameters } = await templateOf(join(folder, 'template.json'));
    const shown = Metadata['AWS::CloudFormation::Interface'];
    const names = Object.keys(Parameters).toSorted();
    expect(shown.ParameterGroups.flatMap((group) => group.Parameters).toSorted()).toEqual(names);
    expect(Object.keys(shown.ParameterLabels).toSorted()).toEqual(names);
  });

  test('is one that cfn-lint has nothing to say about, but that its code is still to be uploaded', () => {
    expect(lint(join(folder, 'template.json'), ['W3002'])).toBe('');
  }, 60_000);
});
