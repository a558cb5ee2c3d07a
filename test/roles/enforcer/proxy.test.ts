import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import type { Caller } from './judge.ts';
import { openJudgements } from './judgements.ts';
import { readPolicy } from './policy.ts';
import { startProxy } from './proxy.ts';

const account = { partition: 'aws', region: 'us-east-1', id: '000000000000' };

/** The enforcer before an emulator that has nothing, and a function that may do what the statements say. */
async function enforcer(...Statement: readonly object[]) {
  const asked: string[] = [];
  const emulator = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(404, { 'content-type': 'application/xml' });
    response.end(request.method === 'HEAD' ? '' : '<Error><Code>NoSuchKey</Code></Error>');
  });
  await new Promise<void>((resolve) => emulator.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`;
  const judgements = openJudgements(() => []);
  const rules = readPolicy({ Version: '2012-10-17', Statement }, 'Deliver');
  const role: Caller = { kind: 'role', name: 'Deliver', arn: 'arn:aws:iam::000000000000:role/Deliver', rules };
  const proxy = await startProxy({
    account,
    callers: new Map([['DELIVER', role]]),
    judgements,
    emulators: { sqs: url, s3: url, dynamodb: url, secretsmanager: url, lambda: url, codedeploy: url },
  });
  onTestFinished(async () => {
    await proxy.stop();
    emulator.closeAllConnections();
    emulator.close();
  });
  const client = (accessKeyId = 'DELIVER') => ({
    endpoint: proxy.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 'a-key-of-a-test' },
  });
  return { proxy, judgements, asked, client, rules, QueueUrl: `${proxy.url}/000000000000/events` };
}

const nameOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error as Error).name,
  );

test('every service says no in its own words, and the emulator hears nothing', async () => {
  const { client, asked, judgements, QueueUrl } = await enforcer();
  const Key = { key: { S: 'k' } };
  expect(await nameOf(new SQSClient(client()).send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })))).toBe(
    'AccessDenied',
  );
  expect(await nameOf(new S3Client(client()).send(new GetObjectCommand({ Bucket: 'archive', Key: 'k' })))).toBe(
    'AccessDenied',
  );
  expect(await nameOf(new DynamoDBClient(client()).send(new GetItemCommand({ TableName: 't', Key })))).toBe(
    'AccessDeniedException',
  );
  expect(await nameOf(new SecretsManagerClient(client()).send(new GetSecretValueCommand({ SecretId: 's' })))).toBe(
    'AccessDeniedException',
  );
  expect(asked).toEqual([]);
  expect(judgements.denials).toContain(
    'Deliver may not sqs:SendMessage on arn:aws:sqs:us-east-1:000000000000:events: no statement allows it (1 ×)',
  );
  expect(judgements.denials).toHaveLength(4);
});

test('what is allowed comes through, and its grant counts as used', async () => {
  const { client, asked, judgements, rules } = await enforcer({
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:ListBucket'],
    Resource: ['arn:aws:s3:::archive', 'arn:aws:s3:::archive/*'],
  });
  const get = new GetObjectCommand({ Bucket: 'archive', Key: 'claims/1' });
  expect(await nameOf(new S3Client(client()).send(get))).toBe('NoSuchKey');
  expect(asked).toEqual(['GET /archive/claims/1?x-id=GetObject']);
  const used = rules.filter((rule) => judgements.used.has(rule)).map(({ action, resource }) => [action, resource]);
  expect(used.map((parts) => parts.flatMap(({ patterns }) => patterns).join(' '))).toEqual([
    's3:GetObject arn:aws:s3:::archive/*',
    's3:ListBucket arn:aws:s3:::archive',
  ]);
});

test('whoever may not list a bucket is not told that an object is missing', async () => {
  const { client, judgements } = await enforcer({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::archive/*',
  });
  const get = new GetObjectCommand({ Bucket: 'archive', Key: 'claims/1' });
  expect(await nameOf(new S3Client(client()).send(get))).toBe('AccessDenied');
  expect(judgements.denials).toEqual([
    'Deliver may not s3:ListBucket on arn:aws:s3:::archive: no statement allows it (1 ×)',
  ]);
});

test('an unknown key, and an operation that is not judged, are noted and not let through', async () => {
  const { client, proxy, asked, QueueUrl } = await enforcer({ Effect: 'Allow', Action: '*', Resource: '*' });
  await nameOf(new SQSClient(client('SOMEBODY')).send(new GetQueueAttributesCommand({ QueueUrl })));
  await nameOf(new S3Client(client()).send(new GetObjectCommand({ Bucket: 'archive', Key: 'k', VersionId: '1' })));
  expect(proxy.notUnderstood).toEqual([
    'the enforcer does not understand the access key SOMEBODY',
    'the enforcer does not understand GET of an object with versionId',
  ]);
  expect(asked).toEqual([]);
});
