/* The check whether the quotas of a region suffice for what the rules want there. */

import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  type ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { faultFrom } from '../../lib/aws/errors.ts';
import { serviceQuotas } from '../clients.ts';
import { plural } from '../render/words.ts';
import type { Demand } from './destinations.ts';
import { attempt, type Line, ok, todo } from './line.ts';

/** AppStream's codes in Service Quotas (AppStream 2.0 administration guide, "Service Quotas", its links). */
const SERVICE = 'appstream2';
const IMAGES = 'L-E1182CCA';
const COPIES = 'L-60244546';

/**
 * Whether the quotas of a region hold what the rules want there.
 * @param present names of the images that are there
 */
export function checkQuotas({ region, open }: Demand, present: readonly string[]): Promise<Line> {
  const check = `${region}: quotas`;
  return attempt(check, 'servicequotas:GetServiceQuota', async () => {
    const client = serviceQuotas(region);
    const [images, copies] = await Promise.all([quota(client, IMAGES), quota(client, COPIES)]);
    if (images === undefined || copies === undefined) {
      return { check, state: 'unknown', detail: 'Service Quotas does not know them' };
    }
    const missing = open.filter((name) => !present.includes(name)).length;
    const needed = present.length + missing;
    const detail = `${present.length} of ${plural(images, 'image')}, ${missing} more needed; ${plural(copies, 'copy', 'copies')} at once`;
    if (needed > images) return todo(check, detail, raise(region, IMAGES, needed));
    return copies > 0 ? ok(check, detail) : todo(check, detail, raise(region, COPIES, 2));
  });
}

/** The quota that applies to the account, else AWS's default; undefined where neither is known. */
async function quota(client: ServiceQuotasClient, QuotaCode: string): Promise<number | undefined> {
  const input = { ServiceCode: SERVICE, QuotaCode };
  const applied = await orMissing(client.send(new GetServiceQuotaCommand(input)));
  const found =
    applied ?? (await orMissing(client.send(new GetAWSDefaultServiceQuotaCommand(input))));
  return found?.Quota?.Value;
}

async function orMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (faultFrom(error).code === 'NoSuchResourceException') return undefined;
    throw error;
  }
}

function raise(region: string, code: string, value: number): string {
  return `Raise it:\naws service-quotas request-service-quota-increase --region ${region} --service-code ${SERVICE} --quota-code ${code} --desired-value ${value}`;
}
