import { languageOf } from '../../functions/shared/text/language.ts';
import { labelsIn } from '../language/labels.ts';
import { readDeployed } from '../../operations/aws/read-deployed.ts';
import { configDigest } from '../../operations/config-digest.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { secretUses } from '../../operations/secret-uses.ts';
import { tableLines } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { chosenStage, type StageOptions, withAccount } from './chosen-stage.ts';

/** The webhook address of every connection of a stage. @throws CommandError, ConfigError */
export async function listAddresses(
  { stdout, stderr, env }: Terminal,
  options: StageOptions & { readonly json: boolean },
): Promise<number> {
  const language = languageOf(env);
  const stage = chosenStage(options);
  const config = await loadConfig(stage.config);
  const deployed = await withAccount(async () => readDeployed(stage, options.region));
  const addresses = secretUses(config).flatMap(({ connection, source, receiver }) =>
    receiver ? [{ connection, source, address: `${deployed.address}/webhooks/${connection}` }] : [],
  );
  if (options.json) stdout.write(`${JSON.stringify({ stage: stage.name, addresses })}\n`);
  else {
    const rows = addresses.map(({ connection, source, address }) => [connection, source, address]);
    stdout.write(
      `${tableLines((['connection', 'source', 'webhook address'] as const).map(labelsIn(language)), rows).join('\n')}\n`,
    );
  }
  if (deployed.config !== configDigest(config))
    stderr.write(
      language === 'zh'
        ? `${stage.config} 与已部署的不同：其中有些地址可能还不存在。\n`
        : `${stage.config} is not what is deployed: some of these may not be there yet.\n`,
    );
  return 0;
}
