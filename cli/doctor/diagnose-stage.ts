import type { Language } from '../../functions/shared/text/language.ts';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import { readDeployed } from '../../operations/aws/read-deployed.ts';
import { readStageFacts } from '../../operations/aws/read-stage-facts.ts';
import { openSecretFolder } from '../../operations/aws/secret-folder.ts';
import { configDigest } from '../../operations/config-digest.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { secretUses } from '../../operations/secret-uses.ts';
import { reported } from './reported-finding.ts';
import { lastEventFinding, stageFindings } from './stage-findings.ts';
import { chosenStage, withAccount } from '../stage/chosen-stage.ts';
import { diagnoseIn, type ConnectionReport } from './diagnose.ts';
import { findIngestEndpoint } from './ingest-endpoint.ts';

export interface StageToLookAt {
  readonly stage: string;
  readonly region?: string;
  readonly data: string;
  /** The one that `npm start` takes by default is not meant. */
  readonly config: string;
  readonly online: boolean;
  readonly language: Language;
}

const LOCAL_CONFIG = 'guiyi.config.ts';

/**
 * Looks at a deployed stage as a whole, and at its connections: their secrets in Secrets Manager, and the address that the platform calls.
 * @throws ConfigError, CommandError
 */
export async function diagnoseStage(
  connection: string | undefined,
  { stage: name, region, config: given, data, online, language }: StageToLookAt,
): Promise<{ readonly stage: ConnectionReport; readonly reports: readonly ConnectionReport[] }> {
  const stage = chosenStage({
    stage: name,
    ...(region !== undefined && { region }),
    ...(given !== LOCAL_CONFIG && { config: given }),
  });
  const config = await loadConfig(stage.config);
  return withAccount(async () => {
    const deployed = await readDeployed(stage, region);
    const names = Object.keys(config.connections);
    const facts = await readStageFacts(deployed, deployed.stack, names, Date.now());
    const folder = openSecretFolder(stage, region);
    const secrets: Record<string, ReturnType<typeof parseJson>> = {};
    for (const { secret, receiver, account } of secretUses(config)) {
      if (!(receiver ?? account)) continue;
      const text = await folder.read(secret);
      if (text !== undefined) secrets[secret] = readable(text);
    }
    const reports = await diagnoseIn(connection, {
      config,
      secrets,
      secretsFile: {
        en: `the secrets of the stage (${folder.idOf('…')})`,
        zh: `阶段的密钥（${folder.idOf('…')}）`,
      },
      endpoint: await findIngestEndpoint(deployed.address, data),
      address: deployed.address,
      online,
      language,
    });
    const isSame = deployed.config === configDigest(config);
    return {
      stage: {
        connection: stage.name,
        source: deployed.stack,
        findings: reported(stageFindings(facts, { config, deployed, isSame }), language),
      },
      reports: reports.map((report) => ({
        ...report,
        findings: [...report.findings, ...reported([lastEventFinding(report.connection, facts)], language)],
      })),
    };
  });
}

/** What is no JSON is as good as an empty list. */
function readable(text: string): ReturnType<typeof parseJson> {
  try {
    return parseJson(text);
  } catch {
    return [];
  }
}
