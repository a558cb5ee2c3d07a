import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { expect, test, vi } from 'vitest';
import type { DeployableConfig } from '../../infra/deployment.ts';
import { cdkJson, exampleConfig, synthesise } from './synthesise.ts';

// What CDK knows of CloudFormation's schemas and rules, asked about each stack that a test of this folder makes.

const validated = { validated: true };

test.each<[string, Partial<DeployableConfig>, string?]>([
  ['as it is', {}],
  ['in Virginia', {}, 'us-east-1'],
  ['in Beijing', {}, 'cn-north-1'],
  ['in Ningxia, on arm64', { deployment: { architecture: 'arm64' } }, 'cn-northwest-1'],
  ['with other choices', { deployment: { architecture: 'x86_64', logRetentionDays: 90, deliverConcurrency: 40 } }],
  ['without senders into the inlet', { deployment: {} }],
])('the example %s is a valid template', (_name, changes, region) => {
  expect(() => synthesise({ ...exampleConfig, ...changes }, region, validated)).not.toThrow();
});

test('a property that CloudFormation does not have is found', () => {
  const app = new App({ context: cdkJson.context });
  // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
  new CfnResource(new Stack(app, 'Broken'), 'Misspelt', {
    type: 'AWS::SQS::Queue',
    properties: { VisibilityTimeOut: 30 },
  });
  const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(() => app.synth()).toThrow('VisibilityTimeOut');
  printed.mockRestore();
});
