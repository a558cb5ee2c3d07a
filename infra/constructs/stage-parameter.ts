import { Stack } from 'aws-cdk-lib/core';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { Deployed } from '../../operations/deployed.ts';
import type { Stage } from '../../operations/stage.ts';

/** Where everything of a stage is, in one parameter that the operator's tools read. */
export function recordDeployed(scope: Construct, stage: Stage, deployed: Deployed): ssm.StringParameter {
  return new ssm.StringParameter(scope, 'StageParameter', {
    parameterName: stage.parameter,
    description: `Guiyi: where everything of the stage ${stage.name} is`,
    stringValue: Stack.of(scope).toJsonString(deployed),
  });
}
