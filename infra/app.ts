import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib/core';
import { checkConfig } from '../functions/shared/config/check-config.ts';
import { receivers } from '../functions/shared/sources/receivers.ts';
import { bundleFunctions } from './bundle.ts';
import { readDeployment } from './deployment.ts';
import { GuiyiStack } from './stack.ts';

const root = dirname(import.meta.dirname);
const app = new App();

// `-c config=<file>` deploys another configuration than guiyi.config.ts.
const chosen: unknown = app.node.tryGetContext('config');
const file = resolve(root, typeof chosen === 'string' ? chosen : 'guiyi.config.ts');
const module = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
const config = checkConfig(module.default, receivers, file);
const { outputDirectory } = await bundleFunctions({ config: file });

/** A platform that signs needs a secret with fields; brand events, for one, need none. */
function signs(connection: string): boolean {
  const settings = config.connections[connection];
  const configured = settings && receivers[settings.source].configure(settings.options);
  return configured?.ok === true && !configured.value.openSecret({}).ok;
}

const account = process.env['CDK_DEFAULT_ACCOUNT'];
const region = process.env['CDK_DEFAULT_REGION'];
// oxlint-disable-next-line no-new -- a construct comes into its tree by being made
new GuiyiStack(app, 'Guiyi', {
  env: { ...(account && { account }), ...(region && { region }) },
  deployment: readDeployment(config, signs),
  bundles: outputDirectory,
});
