import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { nameOf, resource, resources, type Statement } from './resources.ts';
import { exampleConfig, synthesise } from './synthesise.ts';

const { template } = synthesise();

// What each role may do, `npm run test:roles` finds out: every grant is used, and nothing is refused.
describe('the roles', () => {
  it('are one a function, one of CodeDeploy and three of operators, with one policy each', () => {
    expect(resources(template, 'AWS::IAM::Role')).toHaveLength(9);
    expect(resources(template, 'AWS::IAM::Policy')).toHaveLength(0);
    expect(resources(template, 'AWS::IAM::ManagedPolicy')).toHaveLength(9);
    for (const { id, properties } of resources(template, 'AWS::IAM::Role')) {
      expect(properties).not.toHaveProperty('Policies');
      const policies = properties['ManagedPolicyArns'] as readonly unknown[];
      expect(policies.map(nameOf)).toEqual([id.replace(/Role.*/, 'Policy')]);
    }
    for (const { id, properties } of resources(template, 'AWS::IAM::ManagedPolicy')) {
      expect(JSON.stringify(properties)).not.toMatch(/"Action":"[^"]*\*/);
      if (!id.startsWith('Operator')) expect(JSON.stringify(properties)).not.toContain('"Resource":"*"');
    }
  });
});

/** The secrets that a function may read, by their place below the prefix of the stage. */
function readable(role: string, config = exampleConfig, region?: string): readonly string[] {
  const { template: chosen } = synthesise(config, region);
  const names = new Map(
    resources(chosen, 'AWS::SecretsManager::Secret').map(({ id, properties }) => [id, String(properties['Name'])]),
  );
  const { PolicyDocument } = resource(chosen, 'AWS::IAM::ManagedPolicy', role).properties;
  const { Statement } = PolicyDocument as { readonly Statement: readonly Statement[] };
  return Statement.filter(({ Action }) => JSON.stringify(Action).includes('secretsmanager:'))
    .flatMap(({ Resource }) => Resource)
    .map((arn) => names.get((arn as { readonly Ref?: string }).Ref ?? '') ?? nameOf(arn))
    .map((arn) => arn.replace(/^.*?guiyi\/dev\//, ''))
    .sort();
}

describe('the secrets of a stage', () => {
  it.each(['us-east-1', 'cn-north-1'])(
    'of them none but deliver reads more than the folder of connections: %s',
    (region) => {
      expect(readable('Webhook', exampleConfig, region)).toEqual(['connections/*']);
      expect(readable('Inlet', exampleConfig, region)).toEqual(['connections/*']);
      expect(readable('Deliver', exampleConfig, region)).toEqual(['cdp', 'envelopes', 'privacy']);
    },
  );

  it('are named in one ARN of this account, region and stage', () => {
    const text = JSON.stringify(synthesise(exampleConfig, 'cn-north-1').template.toJSON());
    expect(text).toContain('arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:guiyi/dev/connections/*');
  });

  it('are none for an inlet at which nothing is verified', () => {
    const connections = { shop: { trust: 'queue' }, 'brand-app': {} } as const;
    expect(readable('Inlet', { ...exampleConfig, connections })).toEqual([]);
    expect(readable('Webhook', { ...exampleConfig, connections })).toEqual(['connections/*']);
  });
});

describe('the inlet queue', () => {
  const allowed = (config = exampleConfig) => {
    const { properties } = resource(synthesise(config).template, 'AWS::SQS::QueuePolicy', 'InletEventsQueue');
    const { Statement } = properties['PolicyDocument'] as { readonly Statement: readonly Statement[] };
    return Statement.filter(({ Effect }) => Effect === 'Allow');
  };

  it('admits the configured senders, a service only for resources of this account', () => {
    const [account, service, ...more] = allowed();
    expect(more).toEqual([]);
    expect(account?.Action).toEqual(['sqs:GetQueueAttributes', 'sqs:SendMessage']);
    expect(nameOf((account?.Principal as { readonly AWS: unknown } | undefined)?.AWS)).toBe(
      'arn:AWS::Partition:iam::444455556666:root',
    );
    expect(service).toMatchObject({ Action: 'sqs:SendMessage', Principal: { Service: 'events.amazonaws.com' } });
    const condition = service?.Condition as { readonly ArnLike: Readonly<Record<string, unknown>> } | undefined;
    expect(nameOf(condition?.ArnLike['aws:SourceArn'])).toBe('arn:AWS::Partition:*:*:AWS::AccountId:*');
  });

  it('admits nobody unless told', () => {
    expect(allowed({ ...exampleConfig, deployment: {} })).toEqual([]);
  });
});

describe('the AWS Solutions rules', () => {
  it('are applied: a bare bucket has findings', () => {
    const bare = new Stack(new App(), 'Bare');
    const bucket = new Bucket(bare, 'Bucket');
    const { violations } = new AwsSolutionsChecks(bucket).validateScope(bare);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual(['AwsSolutions-S1', 'AwsSolutions-S10']);
  });

  it.each(['us-east-1', 'cn-north-1'])('have no finding in %s that is not explained', (region) => {
    const { app, stack } = synthesise(exampleConfig, region);
    const { success, violations } = new AwsSolutionsChecks(app).validateScope(stack);
    expect(violations).toEqual([]);
    expect(success).toBe(true);
  });
});
