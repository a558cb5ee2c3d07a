import { Stack, Validations } from 'aws-cdk-lib/core';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { secretPath } from '../../functions/shared/ports/secret-name.ts';

/**
 * The secrets of connections are no resources of the stack: `guiyi secret set` makes them, and there may be a thousand. So a function
 * may read the whole folder of its stage, in which there is nothing else.
 */
export function readConnectionSecrets(scope: Construct, prefix: string): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [folderOf(scope, prefix)] });
}

/** Says to the checker why a policy may name the whole folder. */
export function acknowledgeSecretWildcard(policy: iam.ManagedPolicy, prefix: string): void {
  const arn = folderOf(policy, prefix);
  const resolved: unknown = Stack.of(policy).resolve(arn);
  Validations.of(policy).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${textOf(resolved)}]`,
    reason: 'The secrets of the connections of this stage, and nothing else, are in this folder.',
  });
}

function folderOf(scope: Construct, prefix: string): string {
  const { partition, region, account } = Stack.of(scope);
  return `arn:${partition}:secretsmanager:${region}:${account}:secret:${prefix}${secretPath('*')}`;
}

/** As the checker writes references: `<AWS::Region>`. */
function textOf(resolved: unknown): string {
  if (typeof resolved === 'string') return resolved;
  const { 'Fn::Join': join, Ref } = resolved as {
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
    readonly Ref?: string;
  };
  return join ? join[1].map(textOf).join(join[0]) : `<${Ref ?? ''}>`;
}
