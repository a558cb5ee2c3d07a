import { NotUnderstood } from '../not-understood.ts';
import type { Permission } from '../judge.ts';
import type { Call } from '../signed-call.ts';
import type { Account } from './account.ts';

/** What an SDK adds to a request of an object, and needs no permission. */
const plainParameters = new Set(['x-id']);
/** Headers of PUT that need a permission besides `s3:PutObject`. */
const actionsOfHeaders: Readonly<Record<string, string>> = {
  'x-amz-acl': 's3:PutObjectAcl',
  'x-amz-tagging': 's3:PutObjectTagging',
  'x-amz-object-lock-mode': 's3:PutObjectRetention',
  'x-amz-object-lock-legal-hold': 's3:PutObjectLegalHold',
};

/** Path-style requests of whole objects, and lists. */
export function s3Permissions(call: Call, { partition }: Account): Permission[] {
  const { bucket, key } = addressOf(call);
  const { method, url, headers } = call;
  const parameters = [...url.searchParams.keys()].filter((name) => !plainParameters.has(name));
  const what = `${method} ${key === '' ? 'of a bucket' : 'of an object'} with ${parameters.join(', ') || 'no parameter'}`;
  const object = `arn:${partition}:s3:::${bucket}/${key}`;
  if (key === '' && method === 'GET' && url.searchParams.get('list-type') === '2') {
    return [{ action: 's3:ListBucket', resource: bucketArn(call, partition) }];
  }
  if (key === '' || parameters.length > 0) throw new NotUnderstood(what);
  switch (method) {
    case 'GET':
    case 'HEAD':
      return [{ action: 's3:GetObject', resource: object }];
    case 'DELETE':
      return [{ action: 's3:DeleteObject', resource: object }];
    case 'PUT': {
      const odd = ['x-amz-copy-source', 'x-amz-server-side-encryption'].find((name) => headers[name] !== undefined);
      if (odd !== undefined) throw new NotUnderstood(`${what} and the header ${odd}`);
      const more = Object.entries(actionsOfHeaders).filter(([header]) => headers[header] !== undefined);
      return ['s3:PutObject', ...more.map(([, action]) => action)].map((action) => ({ action, resource: object }));
    }
    default:
      throw new NotUnderstood(what);
  }
}

/**
 * Who may not list a bucket is not told that an object is missing, but refused: what a request of an object that is not there
 * needs besides.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
export function s3PermissionsToMiss(call: Call, { partition }: Account): Permission[] {
  const isRead = call.method === 'GET' || call.method === 'HEAD';
  return isRead && addressOf(call).key !== ''
    ? [{ action: 's3:ListBucket', resource: bucketArn(call, partition) }]
    : [];
}

function addressOf({ url }: Call): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(url.pathname)) ?? [];
  if (bucket === '') throw new NotUnderstood('a call of S3 without a bucket');
  return { bucket, key };
}

function bucketArn(call: Call, partition: string): string {
  return `arn:${partition}:s3:::${addressOf(call).bucket}`;
}
