import { RemovalPolicy } from 'aws-cdk-lib/core';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { CASE_INDEX, caseIndexKeys } from '../../functions/shared/ports/case-index.ts';

/**
 * One item per customer of a connection, and what deliver remembers besides: claims, suppressions, leases, cases. A plain
 * table: AWS China has no global ones.
 */
export class Ledger extends Construct {
  readonly table: dynamodb.Table;

  /** @param deletionProtection nobody deletes it by mistake, in the console either */
  constructor(scope: Construct, id: string, deletionProtection: boolean) {
    super(scope, id);
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'key', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expires',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    // Sparse: cases alone have these attributes.
    this.table.addGlobalSecondaryIndex({
      indexName: CASE_INDEX,
      partitionKey: { name: caseIndexKeys.partition, type: dynamodb.AttributeType.STRING },
      sortKey: { name: caseIndexKeys.sort, type: dynamodb.AttributeType.NUMBER },
      projectionType: dynamodb.ProjectionType.ALL,
    });
  }
}
