import { describe, expect, it } from 'vitest';
import { nameOf, resource, type Statement } from './resources.ts';
import { exampleConfig, stageOf, synthesise } from './synthesise.ts';

type Role = 'Read' | 'Act' | 'Reveal';
const { template } = synthesise();

const statementsOf = (role: Role, of = template): readonly Statement[] => {
  const { PolicyDocument } = resource(of, 'AWS::IAM::ManagedPolicy', `Operator${role}Policy`).properties;
  return (PolicyDocument as { readonly Statement: readonly Statement[] }).Statement;
};

/** Each action with what it is on, as `sqs:SendMessage EventsQueue`. */
function grantsOf(role: Role, of = template): ReadonlySet<string> {
  return new Set(
    statementsOf(role, of).flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((one) => `${action} ${nameOf(one)}`)),
    ),
  );
}

const added = (role: Role) => [...grantsOf(role)].filter((grant) => !grantsOf('Read').has(grant)).toSorted();
const connections = (of: string) =>
  `secretsmanager:GetSecretValue arn:AWS::Partition:secretsmanager:AWS::Region:AWS::AccountId:secret:guiyi/${of}/connections/*`;

describe('what an operator may do', () => {
  it('who reads changes nothing, receives no message, and reads no secret but the key of the hashes', () => {
    const actions = new Set([...grantsOf('Read')].map((grant) => grant.replace(/ .*$/, '')));
    expect([...actions].toSorted()).toEqual([
      'cloudwatch:DescribeAlarms',
      'cloudwatch:GetMetricData',
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:Query',
      'lambda:GetAccountSettings',
      'lambda:GetAlias',
      'lambda:GetEventSourceMapping',
      's3:GetObject',
      's3:ListBucket',
      'secretsmanager:GetSecretValue',
      'sns:ListSubscriptionsByTopic',
      'sqs:GetQueueAttributes',
      'ssm:GetParameter',
    ]);
    expect([...grantsOf('Read')].filter((grant) => /secretsmanager:|s3:GetObject/.test(grant))).toEqual([
      'secretsmanager:GetSecretValue Secretsprivacy',
      's3:GetObject ArchiveBucket/receipts/*',
    ]);
  });

  it('who acts reads, and moves messages, pauses and decides', () => {
    expect(added('Act')).toEqual([
      'dynamodb:DeleteItem JournalTable',
      'dynamodb:PutItem JournalTable',
      'dynamodb:PutItem LedgerTable',
      'dynamodb:UpdateItem JournalTable',
      's3:DeleteObject ArchiveBucket/quarantine/*',
      's3:PutObject ArchiveBucket/claims/*',
      'sqs:ChangeMessageVisibility InletEventsDeadLetters',
      'sqs:DeleteMessage EventsDeadLetters',
      'sqs:DeleteMessage InletEventsDeadLetters',
      'sqs:ReceiveMessage EventsDeadLetters',
      'sqs:ReceiveMessage InletEventsDeadLetters',
      'sqs:SendMessage EventsQueue',
      'sqs:SendMessage InletEventsQueue',
    ]);
  });

  it('who reveals reads, opens what is sealed and quarantined, and writes that down', () => {
    expect(added('Reveal')).toEqual([
      'dynamodb:PutItem JournalTable',
      's3:GetObject ArchiveBucket/quarantine/*',
      'secretsmanager:GetSecretValue Secretscdp',
      'secretsmanager:GetSecretValue Secretsenvelopes',
      connections('dev'),
      'sqs:ChangeMessageVisibility InletEventsDeadLetters',
      'sqs:ReceiveMessage InletEventsDeadLetters',
    ]);
  });

  it.each<[Role, string, string, unknown]>([
    [
      'Reveal',
      'dynamodb:PutItem',
      'JournalTable',
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['reveals'] } },
    ],
    [
      'Act',
      'dynamodb:DeleteItem',
      'JournalTable',
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['operator'] } },
    ],
    [
      'Act',
      'dynamodb:PutItem',
      'LedgerTable',
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['breaker:cdp'] } },
    ],
    [
      'Act',
      'dynamodb:PutItem',
      'JournalTable',
      { 'ForAllValues:StringNotEquals': { 'dynamodb:LeadingKeys': ['reveals'] } },
    ],
  ])('%s: %s of %s is of these partitions alone', (role, action, table, condition) => {
    const fitting = statementsOf(role).filter(
      ({ Action, Resource }) => [Action].flat().includes(action) && [Resource].flat().map(nameOf).includes(table),
    );
    expect(fitting.map(({ Condition }) => Condition)).toEqual([condition]);
  });

  it('is of its own stage and partition in AWS China too', () => {
    const of = synthesise(exampleConfig, 'cn-north-1', undefined, stageOf('prod')).template;
    const text = JSON.stringify(statementsOf('Reveal', of));
    expect(text).toContain('arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:guiyi/prod/connections/*');
    expect(text).not.toContain('arn:aws:');
    expect(resource(of, 'AWS::IAM::Role', 'OperatorReadRole').properties['RoleName']).toBe(
      'guiyi-prod-read-cn-north-1',
    );
  });
});

describe('who may assume the roles', () => {
  const trusted = (principals?: readonly string[]) => {
    const deployment = principals === undefined ? {} : { operators: { principals } };
    const { properties } = resource(
      synthesise({ ...exampleConfig, deployment }).template,
      'AWS::IAM::Role',
      'OperatorActRole',
    );
    const { Statement } = properties['AssumeRolePolicyDocument'] as { readonly Statement: readonly Statement[] };
    return Statement.map(({ Action, Principal, Condition }) => {
      expect(Action).toBe('sts:AssumeRole');
      return [nameOf((Principal as { readonly AWS: unknown }).AWS), Condition];
    });
  };
  const root = (account: string) => `arn:AWS::Partition:iam::${account}:root`;

  it('is whom an administrator of the account lets, if nobody is named', () => {
    expect(trusted()).toEqual([[root('AWS::AccountId'), undefined]]);
  });

  it('is who is named, of these, and never by the name alone', () => {
    const ada = 'arn:aws:iam::111122223333:user/ada';
    const team = 'arn:aws:iam::111122223333:role/team/*';
    expect(trusted([ada, team, '444455556666'])).toEqual([
      [root('111122223333'), { ArnLike: { 'aws:PrincipalArn': [ada, team] } }],
      [root('444455556666'), undefined],
    ]);
  });
});
