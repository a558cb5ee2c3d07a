import { languageOf } from '../../functions/shared/text/language.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Terminal } from '../terminal.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { chosenStage, type StageOptions, withAccount } from './chosen-stage.ts';
import { nextSteps, statesOf } from './list-secrets.ts';
import { requireBootstrap } from './require-bootstrap.ts';

const cdk = fileURLToPath(new URL('../../node_modules/aws-cdk/bin/cdk', import.meta.url));

/**
 * Runs cdk, and says before how; then lists what is still to be filled in.
 * @param more arguments of cdk itself
 * @returns the exit code of cdk
 * @throws ConfigError with everything for which the configuration must not be deployed; CommandError without a bootstrap
 */
export async function deploy(
  { stdout, env }: Terminal,
  more: readonly string[],
  options: StageOptions & { readonly dryRun: boolean },
): Promise<number> {
  const stage = chosenStage(options);
  const args = ['deploy', '-c', `stage=${stage.name}`, '-c', `config=${stage.config}`, ...more];
  const region = options.region === undefined ? {} : { AWS_REGION: options.region, CDK_DEFAULT_REGION: options.region };
  const before = Object.entries(region).map(([name, value]) => `${name}=${value} `);
  if (!options.dryRun) {
    await requireDeployable(stage.config, options.region);
    await requireBootstrap(options.region, more);
  }
  stdout.write(`${before.join('')}npx cdk ${args.map(quoted).join(' ')}\n`);
  if (options.dryRun) return 0;
  const child = spawn(process.execPath, [cdk, ...args], { stdio: 'inherit', env: { ...process.env, ...region } });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) return code ?? 1;
  const states = await withAccount(async () => statesOf({ ...options, check: false }));
  const language = languageOf(env);
  const bad = states.filter(({ state }) => state === 'missing' || state === 'wrong');
  const steps = nextSteps(bad, stage.name, language);
  const addresses = `npx guiyi addresses --stage ${stage.name}`;
  stdout.write(
    language === 'zh' ? `\n密钥：${steps}地址：${addresses}\n` : `\nsecrets: ${steps}addresses: ${addresses}\n`,
  );
  return 0;
}

/** As the synthesis of the stack does, which cdk would end with 1. Its modules load what a command line does not have elsewhere. */
async function requireDeployable(file: string, region: string | undefined): Promise<void> {
  const [{ deploymentOf }, { requireRegion }] = await Promise.all([
    import('../../infra/deployment-of.ts'),
    import('../../infra/region-problems.ts'),
  ]);
  const config = await loadConfig(file);
  deploymentOf(config, file);
  requireRegion(
    config.deployment ?? {},
    region ?? process.env['AWS_REGION'] ?? process.env['CDK_DEFAULT_REGION'],
    file,
  );
}

function quoted(argument: string): string {
  return /^[\w./=:@-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
