import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { errorName, portErrorFrom } from '../port-error.ts';
import type { Archive } from '../ports.ts';

let client: S3Client | undefined;
const s3 = () =>
  (client ??= new S3Client({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  }));

/**
 * An S3 bucket. The role needs `s3:ListBucket` too: without it S3 answers a missing key with AccessDenied, and `get`
 * rejects.
 */
export function s3Archive(bucket: string): Archive {
  return {
    async put(key, bytes) {
      try {
        await s3().send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
      } catch (error) {
        throw portErrorFrom('archive', error);
      }
    },

    async get(key) {
      try {
        const answer = await s3().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await answer.Body?.transformToByteArray();
      } catch (error) {
        if (errorName(error) === 'NoSuchKey') return undefined;
        throw portErrorFrom('archive', error);
      }
    },

    async remove(key) {
      try {
        await s3().send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      } catch (error) {
        throw portErrorFrom('archive', error);
      }
    },
  };
}
