import { Stack, Validations } from 'aws-cdk-lib/core';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export interface WebhookReleaseProps {
  readonly alias: lambda.Alias;
  /** Asks the new version before it gets a request. */
  readonly check: lambda.Function;
  /** Any of them takes the release back. */
  readonly alarms: readonly cloudwatch.IAlarm[];
}

/** Of CodeDeploy's application, and of its one group of deployments. */
export function releaseNames(scope: Construct): { readonly application: string; readonly group: string } {
  const { stackName } = Stack.of(scope);
  return { application: stackName, group: `${stackName}-webhook` };
}

/**
 * Brings a new version of the webhook function in by steps: a check, then a tenth of the requests for five minutes, then all. CodeDeploy does
 * it while CloudFormation updates the alias, so that a release that is taken back is a deploy that has failed.
 */
export class WebhookRelease extends Construct {
  constructor(scope: Construct, id: string, { alias, check, alarms }: WebhookReleaseProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    const names = releaseNames(this);
    const policy = new iam.ManagedPolicy(this, 'Policy', {
      description: 'Guiyi: what CodeDeploy needs to move an alias',
      statements: [
        new iam.PolicyStatement({
          actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
          resources: [alias.lambda.functionArn, alias.functionArn],
        }),
        new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [check.functionArn] }),
        new iam.PolicyStatement({
          actions: ['cloudwatch:DescribeAlarms'],
          resources: alarms.map(
            ({ alarmName }) => `arn:${partition}:cloudwatch:${region}:${account}:alarm:${alarmName}`,
          ),
        }),
      ],
    });
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com'),
      managedPolicies: [policy],
    });
    const application = new codedeploy.LambdaApplication(this, 'Application', { applicationName: names.application });
    // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
    new codedeploy.LambdaDeploymentGroup(this, 'Group', {
      application,
      deploymentGroupName: names.group,
      alias,
      role: role.withoutPolicyUpdates(),
      deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      preHook: check,
      alarms: [...alarms],
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
    });
  }
}

/**
 * What the check of a release may do: invoke any version of the function, because its policy is there before the version is, and say to CodeDeploy how it
 * went. The group's name is written out: the group names the check.
 */
export function mayCheckRelease(scope: Construct, webhook: lambda.Function): readonly iam.PolicyStatement[] {
  const { partition, region, account } = Stack.of(scope);
  const { application, group } = releaseNames(scope);
  return [
    new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [`${webhook.functionArn}:*`] }),
    new iam.PolicyStatement({
      actions: ['codedeploy:PutLifecycleEventHookExecutionStatus'],
      resources: [`arn:${partition}:codedeploy:${region}:${account}:deploymentgroup:${application}/${group}`],
    }),
  ];
}

/** Says to the checker why a policy names all versions of a function. */
export function acknowledgeVersionWildcard(policy: iam.ManagedPolicy, fn: lambda.Function): void {
  const { 'Fn::GetAtt': path } = Stack.of(policy).resolve(fn.functionArn) as {
    readonly 'Fn::GetAtt': readonly string[];
  };
  Validations.of(policy).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${path.join('.')}>:*]`,
    reason:
      'The number of a new version is not known in advance. The wildcard covers the versions of one function only.',
  });
}
