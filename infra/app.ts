import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { ConfigError } from '../functions/shared/config/problem.ts';
import { loadConfig } from '../operations/load-config.ts';
import { configOf } from '../operations/stage-config.ts';
import { bundleFunctions } from './bundle.ts';
import { deploymentOf } from './deployment-of.ts';
import { requireRegion } from './region-problems.ts';
import { GuiyiStack } from './stack.ts';
import { stageToSynthesise } from './chosen-stage.ts';

/** @param bundles a folder of this build alone: two builds at once do not take each other's files */
async function synthesise(app: App, bundles: string): Promise<void> {
  const context = (key: string) => app.node.tryGetContext(key) as unknown;
  const stage = stageToSynthesise(context('stage'));
  const chosen = context('config');
  const file = configOf(stage, typeof chosen === 'string' ? chosen : undefined);
  const config = await loadConfig(file);
  const deployment = deploymentOf(config, file);
  const account = process.env['CDK_DEFAULT_ACCOUNT'];
  const region = process.env['CDK_DEFAULT_REGION'];
  requireRegion(config.deployment ?? {}, region, file);
  await bundleFunctions({ config, outputDirectory: bundles });
  // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
  new GuiyiStack(app, deployment.takeOver ?? stage.stack, {
    env: { ...(account && { account }), ...(region && { region }) },
    stage,
    deployment,
    bundles,
  });
  app.synth();
}

const bundles = mkdtempSync(join(tmpdir(), 'guiyi-build-'));
try {
  await synthesise(new App(), bundles);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(bundles, { recursive: true, force: true });
}
