import { describe, expect, test } from 'vitest';
import type { Stage } from './stage.ts';

export function releaseRuns({ world }: Stage): void {
  const { release } = world.functions;

  describe('a release', () => {
    const hook = { DeploymentId: 'Guiyi-dev/Guiyi-dev-webhook/1', LifecycleEventHookExecutionId: 'hook-1' };

    test('is let in when the new version answers', async () => {
      expect(await release.invoke(hook)).toEqual({ status: 'Succeeded' });
      expect(world.codeDeploy.answers).toEqual([
        { deploymentId: hook.DeploymentId, lifecycleEventHookExecutionId: 'hook-1', status: 'Succeeded' },
      ]);
    });
  });
}
