import { RemovalPolicy } from 'aws-cdk-lib/core';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { LISTED_INDEX, listedIndexKeys } from '../../functions/shared/ports/listed-index.ts';

/**
 * One item per customer of a connection, and what deliver remembers besides: claims, suppressions, leases, cases. A plain
 * table: AWS China has no global ones.
 */
export class LedgerTable extends Construct {
  readonly table: dynamodb.Table;

  /** @param deletionProtection nobody deletes it by mistake, in the console either */
  constructor(scope: Construct, id: string, deletionProtection: boolean, key: kms.IKey | undefined) {
    super(scope, id);
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'key', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expires',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection,
      ...(key && { encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    // Sparse: cases and identities that are marked alone have these attributes.
    this.table.addGlobalSecondaryIndex({
      indexName: LISTED_INDEX,
      partitionKey: { name: listedIndexKeys.partition, type: dynamodb.AttributeType.STRING },
      sortKey: { name: listedIndexKeys.sort, type: dynamodb.AttributeType.NUMBER },
      projectionType: dynamodb.ProjectionType.ALL,
    });
  }
}
