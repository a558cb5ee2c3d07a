import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxExchange } from '../../functions/shared/cdp/token-exchange.ts';
import { checkConfig } from '../../functions/shared/config/check-config.ts';
import { secretPath } from '../../functions/shared/ports/secret-name.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { bundleFunctions } from '../../infra/bundle.ts';
import { deploymentOf } from '../../infra/deployment-of.ts';
import { type ListeningSandbox, listenSandbox } from '../../sandbox/listen.ts';
import { startEmulators } from '../contract/aws-emulators.ts';
import { synthesiseDeployment } from '../infra/synthesise.ts';
import { type CodeDeployControlPlane, startCodeDeployControlPlane } from '../kit/code-deploy-control-plane.ts';
import { type LambdaControlPlane, startLambdaControlPlane } from '../../local-stage/emulators/lambda-control-plane.ts';
import { secrets as demoSecrets } from '../kit/demo.ts';
import { type Brand, senders, startBrand } from './brand.ts';
import type { Caller } from './enforcer/judge.ts';
import { type Judgements, openJudgements } from './enforcer/judgements.ts';
import type { Rule } from './enforcer/policy.ts';
import { startProxy } from './enforcer/proxy.ts';
import type { Account } from './enforcer/services/account.ts';
import { runFunction, type RunningFunction } from './running-function.ts';
import { createResources } from './stack/create.ts';
import { functionsOf } from './stack/functions.ts';
import { type Explained, explainedIn } from './stack/grants.ts';
import { type AttachedPolicy, resourcePolicies, rulesAttachedTo, rulesOfRole } from './stack/policies.ts';
import { resolveStack } from './stack/resolved.ts';
import { ofType } from './stack/template.ts';

export type FunctionName = 'webhook' | 'inlet' | 'deliver' | 'breaker' | 'release';

/** The synthesised stack of a brand, running between emulators under its own roles and policies. */
export interface World {
  readonly brand: Brand;
  readonly cdp: ListeningSandbox;
  readonly functions: Readonly<Record<FunctionName, RunningFunction>>;
  /** Lambda's own API, with the mapping of the deliver function. */
  readonly lambda: LambdaControlPlane;
  readonly codeDeploy: CodeDeployControlPlane;
  /** While `work` runs a secret has no value, as before anybody has filled it in. */
  withoutSecret(name: string, work: () => Promise<void>): Promise<void>;
  /** While `work` runs the secret store answers nothing but failures. */
  withoutSecretStore(work: () => Promise<void>): Promise<void>;
  /** The enforcer's address, where everybody calls AWS. */
  readonly endpoint: string;
  readonly judgements: Judgements;
  readonly notUnderstood: readonly string[];
  /** Every rule of every role and of every policy that a queue or bucket has. */
  readonly rules: readonly Rule[];
  readonly explained: readonly Explained[];
  stop(): Promise<void>;
}

/** The access keys of those who are no function. */
export const accessKeys = { operator: 'OPERATOR', account: 'SENDERACCOUNT', service: 'SENDERSERVICE' } as const;

// What the emulators make of an account.
const account: Account = { partition: 'aws', region: 'us-east-1', id: '000000000000' };

export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-roles-'));
  const emulators = await startEmulators();
  const { dynamodb } = emulators.urls;
  if (dynamodb === undefined)
    throw new Error(`the roles cannot be tested without DynamoDB: ${emulators.withoutDynamo}`);
  const lambda = await startLambdaControlPlane();
  const codeDeploy = await startCodeDeployControlPlane();
  const brand = await startBrand();
  const cdp = await listenSandbox({ port: 0, credentials: [demoSecrets['cdp'] as { appKey: string; secret: string }] });

  const checked = checkConfig(brand.config, receivers, 'the roles');
  const { outputDirectory, functions: bundles } = await bundleFunctions({
    config: checked,
    outputDirectory: join(folder, 'functions'),
  });
  // Everything here stays on this machine: the accounts are the demo's, and the tenant is the sandbox.
  const deployable = {
    ...checked,
    cdp: { ...checked.cdp, baseUrl: 'https://cdp.example.com', token: sandboxExchange },
  };
  const deployment = { ...deploymentOf(deployable, 'the roles', () => false), cdpBaseUrl: cdp.url };
  const { template } = synthesiseDeployment(deployment, outputDirectory, undefined, { validated: true });

  const callers = new Map<string, Caller>([
    [accessKeys.operator, { kind: 'operator' }],
    [accessKeys.account, { kind: 'account', id: senders.account }],
    [
      accessKeys.service,
      {
        kind: 'service',
        name: senders.service,
        sourceArn: `arn:aws:events:${account.region}:${account.id}:rule/bus/guiyi`,
      },
    ],
  ]);
  let attached: readonly AttachedPolicy[] = [];
  const judgements = openJudgements((resource) => rulesAttachedTo(resource, attached));
  const proxy = await startProxy({
    account,
    callers,
    judgements,
    emulators: { ...emulators.urls, dynamodb, lambda: lambda.url, codedeploy: codeDeploy.url },
  });
  const stack = resolveStack(template.toJSON(), {
    account,
    stack: 'Guiyi-dev',
    parameters: {},
    queues: proxy.url,
  });
  attached = resourcePolicies(stack);
  await createResources(stack);

  const { values } = emulators.secrets;
  const idOf = (name: string) => `guiyi/dev/${secretPath(name)}`;
  for (const [name, secret] of Object.entries(brand.secrets)) values.set(idOf(name), JSON.stringify(secret));
  values.set(idOf('privacy'), 'the key of the hashes in this test');
  values.set(idOf('envelopes'), 'the key of the kept messages in this test');

  const running = new Map<string, RunningFunction>();
  const rolesInUse = new Set<string>();
  const rules: Rule[] = attached.flatMap((policy) => policy.rules);
  for (const deployed of functionsOf(stack)) {
    const name = Object.keys(bundles).find((bundle) => deployed.id.toLowerCase().startsWith(bundle));
    const bundlePath = bundles[name ?? '']?.file;
    if (name === undefined || bundlePath === undefined) throw new Error(`no bundle for ${deployed.id}`);
    const { id } = deployed.role;
    const ofRole = rulesOfRole(deployed.role, stack);
    rules.push(...ofRole);
    rolesInUse.add(id);
    const arn = stack.physical.get(id)?.attributes['Arn'] ?? '';
    const role: Caller = { kind: 'role', name: id, arn, rules: ofRole };
    const accessKeyId = id.toUpperCase();
    callers.set(accessKeyId, role);
    const options = { account, bundlePath, role, accessKeyId, judgements, endpoint: proxy.url };
    const one = await runFunction(deployed, options);
    running.set(name, one);
    lambda.functions.set(deployed.id, one.invoke);
  }
  for (const { id } of ofType(stack.resources, 'AWS::Lambda::EventSourceMapping')) {
    lambda.mappings.set(stack.physical.get(id)?.ref ?? id, { State: 'Enabled', MaximumConcurrency: 5 });
  }
  // CodeDeploy works in its own role, and operators in theirs, and not here.
  const idle = ofType(stack.resources, 'AWS::IAM::Role').filter(
    ({ id, properties }) =>
      !rolesInUse.has(id) &&
      !id.startsWith('Operator') &&
      !JSON.stringify(properties['AssumeRolePolicyDocument']).includes('codedeploy.amazonaws.com'),
  );
  if (idle.length > 0) throw new Error(`no function has the role ${idle.map(({ id }) => id).join(', ')}`);
  const functionOf = (name: FunctionName): RunningFunction => {
    const found = running.get(name);
    if (!found) throw new Error(`the stack has no function ${name}`);
    return found;
  };

  return {
    brand,
    cdp,
    functions: {
      webhook: functionOf('webhook'),
      inlet: functionOf('inlet'),
      deliver: functionOf('deliver'),
      breaker: functionOf('breaker'),
      release: functionOf('release'),
    },
    lambda,
    codeDeploy,
    async withoutSecret(name, work) {
      const key = idOf(name);
      const value = values.get(key);
      if (value === undefined) throw new Error(`there is no secret ${key}`);
      values.delete(key);
      try {
        await work();
      } finally {
        values.set(key, value);
      }
    },
    async withoutSecretStore(work) {
      emulators.secrets.broken = true;
      try {
        await work();
      } finally {
        emulators.secrets.broken = false;
      }
    },
    endpoint: proxy.url,
    judgements,
    notUnderstood: proxy.notUnderstood,
    rules,
    explained: explainedIn(stack),
    async stop() {
      await Promise.all([...running.values()].map((one) => one.stop()));
      await proxy.stop();
      await Promise.all([emulators.stop(), lambda.stop(), codeDeploy.stop(), cdp.close(), brand.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
