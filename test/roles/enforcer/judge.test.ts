import { describe, expect, test } from 'vitest';
import type { Context } from './condition.ts';
import { type Caller, isOpenEnded, judge, type Permission } from './judge.ts';
import { readPolicy } from './policy.ts';

const ROLE = 'arn:aws:iam::000000000000:role/Deliver';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:events';
const OBJECT = 'arn:aws:s3:::archive/claims/1';

const policy = (...Statement: readonly object[]) => readPolicy({ Version: '2012-10-17', Statement }, 'here');
const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown, more: object = {}) => ({ Effect: 'Deny', Action, Resource, ...more });
const role = (...statements: readonly object[]): Caller => ({
  kind: 'role',
  name: 'Deliver',
  arn: ROLE,
  rules: policy(...statements),
});
const send: Permission = { action: 'sqs:SendMessage', resource: QUEUE };
const get: Permission = { action: 's3:GetObject', resource: OBJECT };
const overTls: Context = { 'aws:SecureTransport': 'true' };

const outcomeOf = (caller: Caller, permission: Permission, attached: readonly object[] = [], context = overTls) =>
  judge(caller, permission, { context, attached: policy(...attached) }).outcome;

describe('what a role may do', () => {
  test.each([
    { rule: 'a statement names both', statements: [allow('sqs:SendMessage', QUEUE)], of: send, is: 'allowed' },
    { rule: 'no statement at all', statements: [], of: send, is: 'denied' },
    { rule: 'another action', statements: [allow('sqs:DeleteMessage', QUEUE)], of: send, is: 'denied' },
    { rule: 'another resource', statements: [allow('sqs:SendMessage', `${QUEUE}-dead`)], of: send, is: 'denied' },
    {
      rule: 'one of several',
      statements: [allow(['sqs:A', 'sqs:SendMessage'], ['x', QUEUE])],
      of: send,
      is: 'allowed',
    },
    { rule: 'an action in other letters', statements: [allow('SQS:sendmessage', QUEUE)], of: send, is: 'allowed' },
    {
      rule: 'a resource in other letters',
      statements: [allow('sqs:SendMessage', QUEUE.toUpperCase())],
      of: send,
      is: 'denied',
    },
    { rule: 'a wildcard in the action', statements: [allow('s3:Get*', OBJECT)], of: get, is: 'allowed' },
    {
      rule: 'a wildcard over slashes',
      statements: [allow('s3:GetObject', 'arn:aws:s3:::archive/*')],
      of: get,
      is: 'allowed',
    },
    {
      rule: 'a wildcard of another area',
      statements: [allow('s3:GetObject', 'arn:aws:s3:::archive/receipts/*')],
      of: get,
      is: 'denied',
    },
    {
      rule: 'one character for ?',
      statements: [allow('s3:GetObject', 'arn:aws:s3:::archive/claims/?')],
      of: get,
      is: 'allowed',
    },
    {
      rule: 'no character for ?',
      statements: [allow('s3:GetObject', 'arn:aws:s3:::archive/claims/1?')],
      of: get,
      is: 'denied',
    },
    {
      rule: 'a dot is a dot',
      statements: [allow('sqs:SendMessage', QUEUE.replace('events', '......'))],
      of: send,
      is: 'denied',
    },
    {
      rule: 'an explicit deny wins',
      statements: [allow('s3:*', '*'), deny('s3:GetObject', OBJECT)],
      of: get,
      is: 'denied',
    },
    {
      rule: 'a deny of something else',
      statements: [allow('s3:GetObject', '*'), deny('s3:PutObject', '*')],
      of: get,
      is: 'allowed',
    },
    {
      rule: 'all actions but this',
      statements: [{ Effect: 'Allow', NotAction: 's3:GetObject', Resource: '*' }],
      of: get,
      is: 'denied',
    },
    {
      rule: 'all actions but another',
      statements: [{ Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' }],
      of: get,
      is: 'allowed',
    },
    {
      rule: 'all resources but this',
      statements: [{ Effect: 'Allow', Action: '*', NotResource: OBJECT }],
      of: get,
      is: 'denied',
    },
    {
      rule: 'a condition that holds',
      statements: [allow('s3:GetObject', '*', { Condition: { Bool: { 'aws:SecureTransport': true } } })],
      of: get,
      is: 'allowed',
    },
    {
      rule: 'a condition that does not',
      statements: [allow('s3:GetObject', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      of: get,
      is: 'denied',
    },
    {
      rule: 'a key that the call lacks',
      statements: [allow('s3:GetObject', '*', { Condition: { StringEquals: { 'aws:SourceArn': '*' } } })],
      of: get,
      is: 'denied',
    },
    {
      rule: 'two conditions of which one fails',
      statements: [
        allow('s3:GetObject', '*', {
          Condition: { Bool: { 'aws:SecureTransport': 'true' }, NumericLessThan: { 's3:TlsVersion': 1.2 } },
        }),
      ],
      of: get,
      is: 'denied',
    },
  ])('$rule: $is', ({ statements, of, is }) => {
    expect(outcomeOf(role(...statements), of)).toBe(is);
  });
});

describe('items of some partitions alone', () => {
  const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/journal';
  const put: Permission = { action: 'dynamodb:PutItem', resource: table };
  const of = (operator: string) =>
    role(allow('dynamodb:PutItem', table, { Condition: { [operator]: { 'dynamodb:LeadingKeys': ['a', 'b'] } } }));

  test.each([
    { operator: 'ForAllValues:StringEquals', partition: 'b', is: 'allowed' },
    { operator: 'ForAllValues:StringEquals', partition: 'c', is: 'denied' },
    { operator: 'ForAllValues:StringNotEquals', partition: 'b', is: 'denied' },
    { operator: 'ForAllValues:StringNotEquals', partition: 'c', is: 'allowed' },
    { operator: 'ForAllValues:StringEquals', partition: undefined, is: 'allowed' },
  ])('$operator a and b, of $partition: $is', ({ operator, partition, is }) => {
    const context: Context = partition === undefined ? {} : { 'dynamodb:LeadingKeys': partition };
    expect(outcomeOf(of(operator), put, [], context)).toBe(is);
  });
});

describe('what a policy of the resource says', () => {
  const everybody = { Principal: { AWS: '*' } };
  const insecure = { ...everybody, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  const account: Caller = { kind: 'account', id: '444455556666' };
  const service: Caller = {
    kind: 'service',
    name: 'events.amazonaws.com',
    sourceArn: 'arn:aws:events:us-east-1:1:rule/r',
  };
  const toAccount = { Principal: { AWS: 'arn:aws:iam::444455556666:root' } };
  const toService = {
    Principal: { Service: 'events.amazonaws.com' },
    Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:*:*:1:*' } },
  };
  const from = (sourceArn: string): Context => ({ ...overTls, 'aws:SourceArn': sourceArn });

  test.each([
    {
      rule: 'it names the role',
      caller: role(),
      attached: [allow('sqs:SendMessage', QUEUE, { Principal: { AWS: ROLE } })],
      is: 'allowed',
    },
    { rule: 'it names another', caller: role(), attached: [allow('sqs:SendMessage', QUEUE, toAccount)], is: 'denied' },
    {
      rule: 'its deny wins over the role',
      caller: role(allow('sqs:SendMessage', QUEUE)),
      attached: [deny('sqs:*', QUEUE, everybody)],
      is: 'denied',
    },
    {
      rule: 'its deny of plain HTTP is not met',
      caller: role(allow('sqs:SendMessage', QUEUE)),
      attached: [deny('sqs:*', QUEUE, insecure)],
      is: 'allowed',
    },
    {
      rule: 'another account that it names',
      caller: account,
      attached: [allow('sqs:SendMessage', QUEUE, toAccount)],
      is: 'allowed',
    },
    { rule: 'another account that nobody names', caller: account, attached: [], is: 'denied' },
    {
      rule: 'a service for a resource of the account',
      caller: service,
      attached: [allow('sqs:SendMessage', QUEUE, toService)],
      context: from('arn:aws:events:us-east-1:1:rule/r'),
      is: 'allowed',
    },
    {
      rule: 'a service for somebody else',
      caller: service,
      attached: [allow('sqs:SendMessage', QUEUE, toService)],
      context: from('arn:aws:events:us-east-1:2:rule/r'),
      is: 'denied',
    },
    { rule: 'an operator', caller: { kind: 'operator' } as const, attached: [], is: 'allowed' },
    {
      rule: 'an operator where all are denied',
      caller: { kind: 'operator' } as const,
      attached: [deny('*', '*', everybody)],
      is: 'denied',
    },
  ])('$rule: $is', ({ caller, attached, context, is }) => {
    expect(outcomeOf(caller, send, attached, context)).toBe(is);
  });
});

describe('what is not understood is an error, never an answer', () => {
  test.each([
    {
      name: 'another operator',
      statement: allow('s3:GetObject', '*', { Condition: { DateLessThan: { 'aws:SecureTransport': '1' } } }),
      says: /operator DateLessThan/,
    },
    {
      name: 'another key',
      statement: allow('s3:GetObject', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      says: /key aws:MultiFactorAuthPresent/,
    },
    { name: 'a variable', statement: allow('s3:GetObject', 'arn:aws:s3:::archive/${aws:username}'), says: /variable/ },
    { name: 'NotPrincipal', statement: allow('s3:GetObject', '*', { NotPrincipal: '*' }), says: /policy of here/ },
    { name: 'no action', statement: { Effect: 'Allow', Resource: '*' }, says: /action/ },
    {
      name: 'Action beside NotAction',
      statement: allow('s3:GetObject', '*', { NotAction: 's3:PutObject' }),
      says: /action/,
    },
    { name: 'another effect', statement: { Effect: 'Perhaps', Action: '*', Resource: '*' }, says: /policy of here/ },
  ])('$name', ({ statement, says }) => {
    expect(() => policy(statement)).toThrow(says);
  });

  test('another version of the language', () => {
    expect(() => readPolicy({ Version: '2008-10-17', Statement: [] }, 'here')).toThrow(/Version/);
  });
});

describe('a grant', () => {
  test('is one action on one resource', () => {
    expect(policy(allow(['sqs:A', 'sqs:B'], ['x', 'y']))).toHaveLength(4);
    expect(policy(deny(['sqs:A', 'sqs:B'], ['x', 'y']))).toHaveLength(1);
  });

  test('is used by a call only where none is narrower', () => {
    const narrow = allow('s3:GetObject', 'arn:aws:s3:::archive/claims/*');
    const broad = allow('s3:GetObject', 'arn:aws:s3:::archive/*');
    const { by } = judge(role(broad, narrow), get, { context: overTls, attached: [] });
    expect(by?.resource.patterns).toEqual([narrow.Resource]);
  });

  test.each([
    { statement: allow('s3:*', 'x'), is: true },
    { statement: { Effect: 'Allow', NotAction: 's3:GetObject', Resource: 'x' }, is: true },
    { statement: { Effect: 'Allow', Action: 's3:GetObject', NotResource: 'x' }, is: true },
    { statement: allow('s3:GetObject', 'arn:aws:s3:::archive/claims/*'), is: false },
  ])('$statement is open-ended: $is', ({ statement, is }) => {
    expect(policy(statement).map(isOpenEnded)).toEqual([is]);
  });
});
