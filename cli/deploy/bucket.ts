/* The bucket from which CloudFormation takes the template and the code. */

import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  HeadBucketCommand,
  NotFound,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { partitionOf } from '../../lib/core/region.ts';
import { UserError } from '../errors.ts';
import type { Release } from './release.ts';

/** Where a deployment uploads to. */
export interface Place {
  readonly region: string;
  readonly account: string;
}

/**
 * Uploads the release. Names are checksums, so what is there once is never changed.
 * @returns the address of the template
 */
export async function upload(release: Release, client: S3Client, place: Place): Promise<string> {
  const bucket = `appstream-image-replicator-${place.account}-${place.region}`;
  await ensureBucket(bucket, client, place);
  const put = async (content: Uint8Array | string, ending: string) => {
    const key = `${createHash('sha256').update(content).digest('hex')}.${ending}`;
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: content,
        ExpectedBucketOwner: place.account,
      }),
    );
    return key;
  };
  const keys = new Map<string, string>();
  for (const [zip, content] of release.zips) keys.set(zip, await put(content, 'zip'));
  const template = release.template((zip) => ({ S3Bucket: bucket, S3Key: keys.get(zip) ?? zip }));
  const key = await put(template, 'json');
  return `https://${bucket}.s3.${place.region}.amazonaws.com/${key}`;
}

/**
 * Finds the bucket or creates it, and closes it either way: its creation may have been stopped halfway. S3 encrypts all
 * objects by itself.
 * @throws UserError when it is somebody else's
 */
async function ensureBucket(bucket: string, client: S3Client, place: Place): Promise<void> {
  const owned = { Bucket: bucket, ExpectedBucketOwner: place.account };
  if (!(await isThere(bucket, client, place.account))) {
    // The SDK adds the location that its region is.
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  }
  await client.send(
    new PutPublicAccessBlockCommand({
      ...owned,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await client.send(new PutBucketPolicyCommand({ ...owned, Policy: onlyTls(bucket, place) }));
}

/** @throws UserError when the bucket is somebody else's */
async function isThere(bucket: string, client: S3Client, account: string): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: account }));
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    // The answer to HEAD has no body: S3 says no more than the status.
    if (!(error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403))
      throw error;
    throw new UserError(
      `you may not use the bucket ${bucket}, which deployments are uploaded to: you need s3:ListBucket on it, and it must be in account ${account}`,
    );
  }
}

function onlyTls(bucket: string, { region }: Place): string {
  const arn = `arn:${partitionOf(region)}:s3:::${bucket}`;
  const statement = {
    Sid: 'OnlyTls',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
