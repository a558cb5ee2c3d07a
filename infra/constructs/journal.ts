import { RemovalPolicy } from 'aws-cdk-lib/core';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { journalIndexes, journalProjections } from '../../functions/shared/ports/journal-keys.ts';

const text = (name: string) => ({ name, type: dynamodb.AttributeType.STRING });

/**
 * What happened to every event, for operators: by subject, by connection and day (`recent`), and what needs somebody (`open`). A plain
 * table: AWS China has no global ones.
 */
export class JournalTable extends Construct {
  readonly table: dynamodb.Table;

  /** @param deletionProtection nobody deletes it by mistake, in the console either @param key undefined: DynamoDB has its own */
  constructor(scope: Construct, id: string, deletionProtection: boolean, key: kms.IKey | undefined) {
    super(scope, id);
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expires',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection,
      ...(key && { encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: journalIndexes.recent,
      partitionKey: text('recent'),
      sortKey: text('recentAt'),
      projectionType: dynamodb.ProjectionType.INCLUDE,
      nonKeyAttributes: [...journalProjections.recent],
    });
    this.table.addGlobalSecondaryIndex({
      indexName: journalIndexes.open,
      partitionKey: text('open'),
      sortKey: text('openAt'),
      projectionType: dynamodb.ProjectionType.INCLUDE,
      nonKeyAttributes: [...journalProjections.open],
    });
  }

  /** What delivery needs: it writes, and an erase finds what speaks of a person. */
  writing(): iam.PolicyStatement {
    const actions = ['PutItem', 'UpdateItem', 'DeleteItem', 'Query'].map((name) => `dynamodb:${name}`);
    return new iam.PolicyStatement({ actions, resources: [this.table.tableArn] });
  }
}
