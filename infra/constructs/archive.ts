import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Days; a receipt is kept, for somebody may ask for it years later. */
const retention = { quarantine: 90, claims: 30, privacy: 400, receipts: undefined } as const;
export type ArchiveArea = keyof typeof retention;

/**
 * Bytes that are too odd (`quarantine/`) or too large (`claims/`) for the queue, what was erased and when (`receipts/`), and requests about
 * somebody's data that wait for a person (`privacy/`).
 */
export class ArchiveBucket extends Construct {
  readonly bucket: s3.Bucket;

  /** @param key undefined: S3 has its own */
  constructor(scope: Construct, id: string, key: kms.IKey | undefined) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      ...(key
        ? { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }
        : { encryption: s3.BucketEncryption.S3_MANAGED }),
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // What was overwritten or deleted by mistake can be had back for a week; what was deleted on purpose is gone after it.
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [
        ...Object.entries(retention).flatMap(([area, days]) =>
          days === undefined ? [] : [{ id: area, prefix: `${area}/`, expiration: Duration.days(days) }],
        ),
        { id: 'former-versions', noncurrentVersionExpiration: Duration.days(7), expiredObjectDeleteMarker: true },
      ],
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only the roles of functions and operators can reach the bucket. Functions log each use, and what operators see in clear is recorded.',
    });
  }

  writing(...areas: readonly ArchiveArea[]): iam.PolicyStatement {
    return new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: this.#objects(areas) });
  }

  /** Reading needs ListBucket too: without it S3 answers 403 instead of 404 for a key that does not exist. */
  reading(...areas: readonly ArchiveArea[]): iam.PolicyStatement[] {
    return [
      new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: this.#objects(areas) }),
      new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    ];
  }

  deleting(...areas: readonly ArchiveArea[]): iam.PolicyStatement {
    return new iam.PolicyStatement({ actions: ['s3:DeleteObject'], resources: this.#objects(areas) });
  }

  /** Says to the checker why a policy may name all objects of the areas. */
  acknowledgeObjectWildcards(policy: iam.ManagedPolicy): void {
    const bucketId = Stack.of(this).resolve(this.bucket.bucketArn) as { readonly 'Fn::GetAtt': readonly string[] };
    for (const area of Object.keys(retention)) {
      Validations.of(policy).acknowledge({
        id: `AwsSolutions-IAM5[Resource::<${bucketId['Fn::GetAtt'].join('.')}>/${area}/*]`,
        reason:
          'The key of an object is known only when an event arrives. The wildcard covers one folder of one bucket only.',
      });
    }
  }

  #objects(areas: readonly ArchiveArea[]): string[] {
    return areas.map((area) => this.bucket.arnForObjects(`${area}/*`));
  }
}
