import { CodeDeployClient, PutLifecycleEventHookExecutionStatusCommand } from '@aws-sdk/client-codedeploy';

/** What CodeDeploy hands to a function that checks a release. */
export interface ReleaseHook {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

let client: CodeDeployClient | undefined;

/** Says to CodeDeploy whether a release may go on. */
export async function answerHook(hook: ReleaseHook, status: 'Succeeded' | 'Failed'): Promise<void> {
  client ??= new CodeDeployClient({});
  await client.send(
    new PutLifecycleEventHookExecutionStatusCommand({
      deploymentId: hook.DeploymentId,
      lifecycleEventHookExecutionId: hook.LifecycleEventHookExecutionId,
      status,
    }),
  );
}
