import { describe, expect, it } from 'vitest';
import { nameOf, resource, resources, type Statement } from './resources.ts';
import { exampleConfig, synthesise } from './synthesise.ts';

const { template } = synthesise(
  { ...exampleConfig, deployment: { ...exampleConfig.deployment, encryptionKey: 'own' } },
  'cn-north-1',
);

/** The name of the key that is written somewhere in the properties, or nothing. */
const keysIn = (type: string) =>
  resources(template, type).map(({ properties }) =>
    JSON.stringify(properties).includes('{"Fn::GetAtt":["Key') ? 'the key' : 'another',
  );

describe('a key of the account’s own', () => {
  it.each([
    ['AWS::SQS::Queue', 4],
    ['AWS::DynamoDB::Table', 2],
    ['AWS::S3::Bucket', 1],
    ['AWS::SecretsManager::Secret', 3],
    ['AWS::SNS::Topic', 1],
  ])('encrypts each %s', (type, count) => {
    expect(keysIn(type)).toEqual(Array.from({ length: count }, () => 'the key'));
  });

  it('turns over by itself, and outlives the stage', () => {
    const { properties, deletionPolicy } = resource(template, 'AWS::KMS::Key', '');
    expect(properties['EnableKeyRotation']).toBe(true);
    expect(deletionPolicy).toBe('RetainExceptOnCreate');
  });

  it('may be used by operators and by every function that reads or writes, and not by the check of a release', () => {
    const users = resources(template, 'AWS::IAM::ManagedPolicy').flatMap(({ id, properties }) => {
      const { Statement } = properties['PolicyDocument'] as { readonly Statement: readonly Statement[] };
      const isUser = Statement.some(({ Action }) => JSON.stringify(Action) === '["kms:Decrypt","kms:GenerateDataKey"]');
      return isUser ? [nameOf({ Ref: id })] : [];
    });
    expect(users).toEqual([
      'WebhookPolicy',
      'InletPolicy',
      'DeliverPolicy',
      'BreakerPolicy',
      'OperatorReadPolicy',
      'OperatorActPolicy',
      'OperatorRevealPolicy',
    ]);
  });

  it('may be used by alarms and by senders of the inlet queue; services only for this account', () => {
    const { KeyPolicy } = resource(template, 'AWS::KMS::Key', '').properties;
    const { Statement } = KeyPolicy as { readonly Statement: readonly Statement[] };
    const services = Statement.flatMap(({ Principal, Condition }) => {
      const { Service } = Principal as { readonly Service?: readonly string[] };
      return Service === undefined ? [] : [[Service, Condition]];
    });
    const here = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
    expect(services).toEqual([[['cloudwatch.amazonaws.com', 'events.amazonaws.com'], here]]);
    expect(JSON.stringify(Statement)).toContain('444455556666');
  });
});
