import { describe, expect, test } from 'vitest';
import { type ServiceName, services } from './services/services.ts';
import { type Call, signatureOf } from './signed-call.ts';

const account = { partition: 'aws', region: 'us-east-1', id: '000000000000' };
const call = (method: string, path: string, headers: Call['headers'] = {}, body = ''): Call => ({
  method,
  url: new URL(path, 'http://127.0.0.1'),
  headers,
  body: Buffer.from(body),
});
const ask = (target: string, body: object) => call('POST', '/', { 'x-amz-target': target }, JSON.stringify(body));
const sqs = (operation: string) =>
  ask(`AmazonSQS.${operation}`, { QueueUrl: 'http://127.0.0.1:1/000000000000/events.fifo' });
const dynamodb = (operation: string, body: object) => ask(`DynamoDB_20120810.${operation}`, body);
const secret = (SecretId: string) => ask('secretsmanager.GetSecretValue', { SecretId });

const permissions = (service: ServiceName, one: Call) =>
  services[service].permissions(one, account).map(({ action, resource }) => `${action} ${resource}`);

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:events.fifo';
const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table';
const SECRET = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:guiyi/cdp-Emu1at';

test.each<{ name: string; service: ServiceName; of: Call; needs: readonly string[] }>([
  { name: 'a batch of messages', service: 'sqs', of: sqs('SendMessageBatch'), needs: [`sqs:SendMessage ${QUEUE}`] },
  {
    name: 'a batch of deletions',
    service: 'sqs',
    of: sqs('DeleteMessageBatch'),
    needs: [`sqs:DeleteMessage ${QUEUE}`],
  },
  {
    name: 'a longer wait',
    service: 'sqs',
    of: sqs('ChangeMessageVisibility'),
    needs: [`sqs:ChangeMessageVisibility ${QUEUE}`],
  },
  {
    name: 'an item',
    service: 'dynamodb',
    of: dynamodb('PutItem', { TableName: 'ledger' }),
    needs: [`dynamodb:PutItem ${TABLE}/ledger`],
  },
  {
    name: 'items of two tables',
    service: 'dynamodb',
    of: dynamodb('BatchGetItem', { RequestItems: { ledger: {}, journal: {} } }),
    needs: [`dynamodb:BatchGetItem ${TABLE}/ledger`, `dynamodb:BatchGetItem ${TABLE}/journal`],
  },
  {
    name: 'a transaction: its parts',
    service: 'dynamodb',
    of: dynamodb('TransactWriteItems', {
      TransactItems: [{ Put: { TableName: 'ledger' } }, { ConditionCheck: { TableName: 'journal' } }],
    }),
    needs: [`dynamodb:PutItem ${TABLE}/ledger`, `dynamodb:ConditionCheckItem ${TABLE}/journal`],
  },
  {
    name: 'a query of an index',
    service: 'dynamodb',
    of: dynamodb('Query', { TableName: 'journal', IndexName: 'recent' }),
    needs: [`dynamodb:Query ${TABLE}/journal/index/recent`],
  },
  {
    name: 'an object',
    service: 's3',
    of: call('GET', '/archive/claims/a%20b?x-id=GetObject'),
    needs: ['s3:GetObject arn:aws:s3:::archive/claims/a b'],
  },
  {
    name: 'whether an object is there',
    service: 's3',
    of: call('HEAD', '/archive/claims/1'),
    needs: ['s3:GetObject arn:aws:s3:::archive/claims/1'],
  },
  {
    name: 'an object with tags',
    service: 's3',
    of: call('PUT', '/archive/claims/1?x-id=PutObject', { 'x-amz-tagging': 'a=b' }),
    needs: ['s3:PutObject arn:aws:s3:::archive/claims/1', 's3:PutObjectTagging arn:aws:s3:::archive/claims/1'],
  },
  {
    name: 'a list',
    service: 's3',
    of: call('GET', '/archive?list-type=2&prefix=claims%2F'),
    needs: ['s3:ListBucket arn:aws:s3:::archive'],
  },
  {
    name: 'a secret by its name',
    service: 'secretsmanager',
    of: secret('guiyi/cdp'),
    needs: [`secretsmanager:GetSecretValue ${SECRET}`],
  },
  {
    name: 'a secret by its ARN',
    service: 'secretsmanager',
    of: secret(SECRET),
    needs: [`secretsmanager:GetSecretValue ${SECRET}`],
  },
])('$name needs its permissions', ({ service, of, needs }) => {
  expect(permissions(service, of)).toEqual(needs);
});

test('an object that is missing needs that the bucket may be listed', () => {
  const missed = services.s3.permissionsToMiss(call('GET', '/archive/claims/1'), account);
  expect(missed).toEqual([{ action: 's3:ListBucket', resource: 'arn:aws:s3:::archive' }]);
});

describe('not understood', () => {
  test.each<{ name: string; service: ServiceName; of: Call }>([
    { name: 'an operation of SQS', service: 'sqs', of: sqs('AddPermission') },
    { name: 'an operation of DynamoDB', service: 'dynamodb', of: dynamodb('ExecuteStatement', {}) },
    {
      name: 'a part of a transaction',
      service: 'dynamodb',
      of: dynamodb('TransactWriteItems', { TransactItems: [{ New: { TableName: 't' } }] }),
    },
    {
      name: 'an operation of Secrets Manager',
      service: 'secretsmanager',
      of: ask('secretsmanager.PutSecretValue', {}),
    },
    { name: 'a parameter of S3', service: 's3', of: call('GET', '/archive/claims/1?acl') },
    { name: 'a copy', service: 's3', of: call('PUT', '/archive/claims/1', { 'x-amz-copy-source': '/a/b' }) },
    { name: 'the list of all buckets', service: 's3', of: call('GET', '/') },
  ])('$name', ({ service, of }) => {
    expect(() => permissions(service, of)).toThrow(/does not understand/);
  });

  test('a call that nobody has signed', () => {
    expect(() => signatureOf(call('GET', '/archive/claims/1'))).toThrow(/signature/);
  });
});
