import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import type { RequestCountView } from '../why.ts';
import { inAccount } from './account-error.ts';
import type { StageContext } from './stage-context.ts';

/** A quarantined request, as far as its place in the bucket tells. */
export interface QuarantinedKey {
  readonly key: string;
  /** `<connection>:<beginning of the digest>` */
  readonly id: string;
  readonly connection: string;
  /** Undefined for what a version before 0.2 has kept. */
  readonly reason: string | undefined;
  /** When it came, the last time. */
  readonly at: Date;
}

const KEY = /^quarantine\/([\w-]+)\/([0-9a-f]{64})(?:\.([\w-]+))?\.json$/;
const SHORT = 16;
const MINUTE_MS = 60_000;

type Bucket = Pick<StageContext['deployed'], 'archiveBucket' | 'region'>;

/** All of them or those of one connection; none is read. @throws AccountError */
export async function quarantinedKeys(
  { archiveBucket, region }: Bucket,
  connection?: string,
): Promise<readonly QuarantinedKey[]> {
  return inAccount(`list the bucket ${archiveBucket}`, async () => {
    const keys: QuarantinedKey[] = [];
    const Prefix = connection === undefined ? 'quarantine/' : `quarantine/${connection}/`;
    const client = new S3Client({ region });
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: archiveBucket, Prefix })) {
      keys.push(...Contents.flatMap(({ Key = '', LastModified = new Date(0) }) => keyIn(Key, LastModified) ?? []));
    }
    return keys;
  });
}

function keyIn(key: string, at: Date): QuarantinedKey | undefined {
  const [whole, connection = '', digest = '', reason] = KEY.exec(key) ?? [];
  return whole === undefined
    ? undefined
    : { key, id: `${connection}:${digest.slice(0, SHORT)}`, connection, reason, at };
}

/** What came since then and still is quarantined, by connection and reason. @param since Unix ms @throws AccountError */
export async function countQuarantinedSince(
  bucket: Bucket,
  since: number,
  connection?: string,
): Promise<readonly RequestCountView[]> {
  const keys = (await quarantinedKeys(bucket, connection)).filter(({ at }) => at.getTime() >= since);
  const groups = Map.groupBy(keys, (key) => `${key.connection} ${key.reason ?? ''}`);
  return [...groups.values()].flatMap((group) => {
    const [one] = group;
    if (!one) return [];
    const times = group.map(({ at }) => at.getTime());
    return {
      connection: one.connection,
      outcome: 'quarantined' as const,
      reason: one.reason ?? 'unknown',
      count: group.length,
      first: minuteOf(Math.min(...times)),
      last: minuteOf(Math.max(...times)),
    };
  });
}

function minuteOf(time: number): string {
  return new Date(Math.floor(time / MINUTE_MS) * MINUTE_MS).toISOString();
}
