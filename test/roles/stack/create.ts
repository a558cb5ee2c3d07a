import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { NotUnderstood } from '../enforcer/not-understood.ts';
import type { ResolvedStack } from './policies.ts';
import { ofType, type TemplateResource } from './template.ts';

/** What AWS would ask a role for besides, and the enforcer does not. */
const needMorePermissions = [
  ['AWS::SQS::Queue', 'KmsMasterKeyId'],
  ['AWS::DynamoDB::Table', 'SSESpecification'],
  ['AWS::SecretsManager::Secret', 'KmsKeyId'],
  ['AWS::Lambda::Function', 'VpcConfig'],
  ['AWS::Lambda::Function', 'TracingConfig'],
  ['AWS::Lambda::Function', 'DeadLetterConfig'],
] as const;

/** Makes the queues, buckets and tables of a template in the emulators, with the attributes that they have there. */
export async function createResources(stack: ResolvedStack): Promise<void> {
  const { resources } = stack;
  for (const [type, property] of needMorePermissions) {
    const found = ofType(resources, type).find(({ properties }) => properties[property] !== undefined);
    if (found) throw new NotUnderstood(`${property} of ${found.id}`);
  }
  const sqs = new SQSClient();
  // A queue names its dead-letter queue, which has to be there.
  const queues = ofType(resources, 'AWS::SQS::Queue').toSorted((a, b) => rank(a) - rank(b));
  for (const queue of queues) {
    const QueueName = stack.physical.get(queue.id)?.attributes['QueueName'];
    await sqs.send(new CreateQueueCommand({ QueueName, Attributes: queueAttributes(queue, stack) }));
  }
  const s3 = new S3Client();
  for (const { id } of ofType(resources, 'AWS::S3::Bucket')) {
    await s3.send(new CreateBucketCommand({ Bucket: stack.physical.get(id)?.ref }));
  }
  const dynamodb = new DynamoDBClient();
  for (const { id, properties } of ofType(resources, 'AWS::DynamoDB::Table')) {
    const TableName = stack.physical.get(id)?.ref ?? '';
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = properties;
    // CloudFormation writes these properties as the API has them.
    const schema = {
      KeySchema,
      AttributeDefinitions,
      ...(GlobalSecondaryIndexes !== undefined && { GlobalSecondaryIndexes }),
    };
    await dynamodb.send(
      new CreateTableCommand({
        ...(schema as Pick<CreateTableCommand['input'], 'KeySchema' | 'AttributeDefinitions'>),
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    await waitUntilTableExists({ client: dynamodb, maxWaitTime: 10, minDelay: 0.02, maxDelay: 0.2 }, { TableName });
  }
}

const rank = ({ properties }: TemplateResource) => (properties['RedrivePolicy'] === undefined ? 0 : 1);

const attributeNames = [
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'FifoQueue',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'RedrivePolicy',
] as const;

function queueAttributes({ properties }: TemplateResource, { resolve }: ResolvedStack): Record<string, string> {
  return Object.fromEntries(
    attributeNames.flatMap((name) => {
      const value = resolve(properties[name]);
      if (value === undefined) return [];
      return [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
    }),
  );
}
