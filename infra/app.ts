import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib/core';
import { checkConfig } from '../functions/shared/config/check-config.ts';
import { ConfigError } from '../functions/shared/config/problem.ts';
import { receivers } from '../functions/shared/sources/generated/receivers.ts';
import { bundleFunctions } from './bundle.ts';
import { deploymentOf } from './deployment-of.ts';
import { GuiyiStack } from './stack.ts';

const root = dirname(import.meta.dirname);

async function synthesise(app: App, file: string): Promise<void> {
  const module = (await import(pathToFileURL(resolve(root, file)).href)) as { readonly default?: unknown };
  const config = checkConfig(module.default, receivers, file);
  const deployment = deploymentOf(config, file);
  const { outputDirectory } = await bundleFunctions({ config: file });
  const account = process.env['CDK_DEFAULT_ACCOUNT'];
  const region = process.env['CDK_DEFAULT_REGION'];
  // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
  new GuiyiStack(app, 'Guiyi', {
    env: { ...(account && { account }), ...(region && { region }) },
    deployment,
    bundles: outputDirectory,
  });
}

const app = new App();
// `-c config=<file>` deploys another configuration than guiyi.config.ts.
const chosen: unknown = app.node.tryGetContext('config');
try {
  await synthesise(app, typeof chosen === 'string' ? chosen : 'guiyi.config.ts');
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exit(1);
}
