import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { functionNames } from '../../infra/bundle.ts';
import { type DeployableConfig, type Deployment, readDeployment } from '../../infra/deployment.ts';
import { readStage, type Stage } from '../../operations/stage.ts';
import { GuiyiStack } from '../../infra/stack.ts';

export const cdkJson = JSON.parse(readFileSync('cdk.json', 'utf8')) as { readonly context: Record<string, unknown> };

export const exampleConfig: DeployableConfig = {
  connections: {
    'wechat-main': {},
    'shop-cn': { secret: 'shops' },
    'shop-eu': { secret: 'shops' },
    'brand-app': {},
  },
  cdp: { baseUrl: 'https://cdp.example.com', token: {} },
  deployment: { inletSenders: ['444455556666', 'events.amazonaws.com'] },
};

export interface Synthesised {
  readonly app: App;
  readonly stack: GuiyiStack;
  readonly template: Template;
}

/**
 * The stack with placeholder bundles, under the feature flags of cdk.json. CDK's validation of templates takes seconds to
 * load, and looks at every such stack in validation.test.ts.
 */
export function synthesise(
  config: DeployableConfig = exampleConfig,
  region?: string,
  validation?: Validation,
  stage?: Stage,
): Synthesised {
  return synthesiseDeployment(exampleDeployment(config), placeholders, region, validation, stage);
}

/** The stack of a deployment, under the feature flags of cdk.json. */
export function synthesiseDeployment(
  deployment: Deployment,
  bundles: string,
  region?: string,
  { validated }: Validation = { validated: false },
  stage = dev,
): Synthesised {
  const app = new App({ context: cdkJson.context, builtinCloudFormationValidation: validated });
  const env = region === undefined ? {} : { env: { account: '111122223333', region } };
  const stack = new GuiyiStack(app, stage.stack, { ...env, stage, deployment, bundles });
  return { app, stack, template: Template.fromStack(stack) };
}

export function stageOf(name: string): Stage {
  const stage = readStage(name);
  if (!stage) throw new Error(`${name} is no stage`);
  return stage;
}

const dev = stageOf('dev');

export interface Validation {
  readonly validated: boolean;
}

function exampleDeployment(config: DeployableConfig): Deployment {
  const useOf = (connection: string) => ({ signs: connection !== 'brand-app', asks: false });
  return readDeployment(config, useOf, 'guiyi.config.ts');
}

/** Whatever is deployed, it is the same files here. */
const placeholders = placeholderBundles();

function placeholderBundles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-bundles-'));
  for (const name of functionNames) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), `export const handler = async () => '${name}';\n`);
  }
  return folder;
}
