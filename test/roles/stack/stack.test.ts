import { describe, expect, test } from 'vitest';
import { unusedGrants } from '../../../infra/constructs/unused-grant.ts';
import { judge } from '../enforcer/judge.ts';
import type { Rule } from '../enforcer/policy.ts';
import { complaintsAbout, explainedIn } from './grants.ts';
import { resourcePolicies, rulesAttachedTo, rulesOfRole } from './policies.ts';
import { resolveStack } from './resolved.ts';
import { ofType } from './template.ts';

const account = { partition: 'aws', region: 'us-east-1', id: '000000000000' };
const policy = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource, ...more }],
});
const resolve = (Resources: object) =>
  resolveStack(
    { Resources },
    { account, stack: 'Guiyi', parameters: { Base: 'https://cdp.test' }, queues: 'http://127.0.0.1:1' },
  );

const Events = { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } };
const Bucket = { Type: 'AWS::S3::Bucket' };
const EVENTS = 'arn:aws:sqs:us-east-1:000000000000:Events.fifo';

const textOf = ({ action, resource }: Rule) => `${action.patterns.join()} ${resource.patterns.join()}`;
const granted = (Role: object, others: object = {}) => {
  const stack = resolve({ Events, Bucket, Role: { Type: 'AWS::IAM::Role', Properties: Role }, ...others });
  const [role] = ofType(stack.resources, 'AWS::IAM::Role');
  if (!role) throw new Error('no role');
  return rulesOfRole(role, stack).map(textOf);
};

describe('references', () => {
  test.each([
    { value: { Ref: 'Events' }, is: 'http://127.0.0.1:1/000000000000/Events.fifo' },
    { value: { 'Fn::GetAtt': ['Events', 'Arn'] }, is: EVENTS },
    { value: { 'Fn::GetAtt': 'Events.QueueName' }, is: 'Events.fifo' },
    { value: { Ref: 'Base' }, is: 'https://cdp.test' },
    {
      value: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/claims/*']] },
      is: 'arn:aws:s3:::bucket/claims/*',
    },
    {
      value: { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Events.QueueName}' },
      is: EVENTS,
    },
    { value: { 'Fn::Sub': ['${a}-${!b}', { a: { Ref: 'AWS::StackName' } }] }, is: 'Guiyi-${b}' },
    { value: { 'Fn::Select': [2, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Events', 'Arn'] }] }] }, is: 'sqs' },
  ])('$value is $is', ({ value, is }) => {
    expect(resolve({ Events, Bucket }).resolve(value)).toBe(is);
  });

  test.each([{ 'Fn::ImportValue': 'x' }, { Ref: 'Nobody' }, { 'Fn::GetAtt': ['Events', 'Colour'] }])(
    '%j is not understood',
    (value) => {
      expect(() => resolve({ Events }).resolve(value)).toThrow(/does not understand/);
    },
  );
});

describe('the policies of a role', () => {
  const send = policy('sqs:SendMessage', { 'Fn::GetAtt': ['Events', 'Arn'] });
  const line = `sqs:SendMessage ${EVENTS}`;

  test('inside it', () => {
    expect(granted({ Policies: [{ PolicyName: 'work', PolicyDocument: send }] })).toEqual([line]);
  });

  test('that name it, managed or not; those of other roles are none of its', () => {
    const own = { PolicyDocument: send, Roles: [{ Ref: 'Role' }] };
    expect(granted({}, { Policy: { Type: 'AWS::IAM::Policy', Properties: own } })).toEqual([line]);
    expect(granted({}, { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: own } })).toEqual([line]);
    const others = { PolicyDocument: send, Roles: ['another'] };
    expect(granted({}, { Policy: { Type: 'AWS::IAM::Policy', Properties: others } })).toEqual([]);
  });

  test('managed ones that it names, of the template and of AWS', () => {
    const Policy = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: send } };
    expect(granted({ ManagedPolicyArns: [{ Ref: 'Policy' }] }, { Policy })).toEqual([line]);
    const ofAws = 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    expect(granted({ ManagedPolicyArns: [{ 'Fn::Sub': ofAws }] })).toEqual([
      'logs:CreateLogGroup *',
      'logs:CreateLogStream *',
      'logs:PutLogEvents *',
    ]);
  });

  test.each([
    { role: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }, says: /AdministratorAccess/ },
    { role: { PermissionsBoundary: 'arn:aws:iam::000000000000:policy/x' }, says: /boundary/ },
  ])('$role is not understood', ({ role, says }) => {
    expect(() => granted(role)).toThrow(says);
  });
});

test('a policy of a bucket is about its objects too, and about no other bucket', () => {
  const statement = { Principal: { AWS: '*' } };
  const policies = resourcePolicies(
    resolve({
      Bucket,
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy('s3:GetObject', '*', statement) },
      },
    }),
  );
  expect(rulesAttachedTo('arn:aws:s3:::bucket/claims/1', policies)).toHaveLength(1);
  expect(rulesAttachedTo('arn:aws:s3:::bucket-of-others/claims/1', policies)).toEqual([]);
});

describe('grants that nothing has used', () => {
  const role = (more: object = {}) =>
    resolve({
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { Policies: [{ PolicyName: 'work', PolicyDocument: policy(['sqs:SendMessage', 'sqs:A'], 'q') }] },
        ...more,
      },
    });
  const explaining = (action: string, resource = 'q') => ({
    Metadata: { [unusedGrants]: [{ actions: [action], resources: [resource], reason: 'A later version needs it.' }] },
  });
  const complaints = (stack: ReturnType<typeof role>) => {
    const [first] = ofType(stack.resources, 'AWS::IAM::Role');
    const rules = first ? rulesOfRole(first, stack) : [];
    const caller = { kind: 'role', name: 'Role', arn: '', rules } as const;
    const { by } = judge(caller, { action: 'sqs:SendMessage', resource: 'q' }, { context: {}, attached: [] });
    return complaintsAbout(rules, new Set(by ? [by] : []), explainedIn(stack));
  };

  test.each([
    { name: 'are a complaint', stack: role(), says: ['Role: sqs:A on q: nothing used it'] },
    { name: 'are none where the stack says why', stack: role(explaining('sqs:A')), says: [] },
    {
      name: 'an explanation of what is used, and of what is not granted, is one too',
      stack: role({
        Metadata: {
          [unusedGrants]: [{ actions: ['sqs:A', 'sqs:SendMessage', 'sqs:B'], resources: ['q'], reason: 'It was so.' }],
        },
      }),
      says: [
        'Role: sqs:SendMessage on q: is used, although the stack says that nothing uses it',
        'Role: sqs:B on q: is explained, and not granted',
      ],
    },
  ])('$name', ({ stack, says }) => {
    expect(complaints(stack)).toEqual(says);
  });

  test('with a wildcard for an action can never be shown to be used', () => {
    const stack = resolve({
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { Policies: [{ PolicyName: 'work', PolicyDocument: policy('sqs:*', 'q') }] },
      },
    });
    expect(complaints(stack)).toEqual([
      'Role: sqs:* on q: name the actions and resources, so that each can be shown to be used',
    ]);
  });
});
