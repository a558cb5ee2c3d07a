import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { Finding } from '../../functions/shared/sources/finding.ts';
import type { Language } from '../../functions/shared/text/language.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import { nearestSpelling } from '../../functions/shared/text/nearest-spelling.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { CommandError } from '../command-error.ts';
import { unknownTarget } from '../unknown-target.ts';
import { exitCodes } from '../exit-codes.ts';
import { liveSecrets, readSecrets } from '../read-secrets.ts';
import { CLOCK, clockFinding } from './clock-findings.ts';
import { type IngestEndpoint, findIngestEndpoint } from './ingest-endpoint.ts';
import { endpointFindings } from './endpoint-findings.ts';
import { enrichmentFindings } from './enrichment-findings.ts';
import type { Examined } from './examined.ts';
import { identityFindings } from './identity-findings.ts';
import { reported, type ReportedFinding } from './reported-finding.ts';
import { nameFindings } from './name-findings.ts';
import { secretFindings } from './secret-findings.ts';

export interface WhereToLook {
  /** Of the front door; default: the one that `npm start` wrote down. */
  readonly url?: string;
  readonly data: string;
  readonly config: string;
  readonly secrets: string;
  /** Ask the platforms' own APIs. */
  readonly online: boolean;
  /** Of what is found; English where none is named. */
  readonly language?: Language;
}

export interface ConnectionReport {
  readonly connection: string;
  readonly source: string;
  readonly findings: readonly ReportedFinding[];
}

/** Everything that there is to look at. */
export interface Diagnosed {
  readonly config: GuiyiConfig;
  /** By name, as the file of secrets has them. */
  readonly secrets: JsonObject;
  /** Where they are, for whoever has to mend them. */
  readonly secretsFile: string | Localized;
  readonly endpoint: IngestEndpoint | undefined;
  /** The address that was named, of which a silence is a problem. */
  readonly address?: string | undefined;
  /** Ask the platforms' own APIs. */
  readonly online: boolean;
  readonly language: Language;
}

/**
 * Looks at one connection, at those of a platform, or at all of them.
 * @throws ConfigError, CommandError where there is nothing to look at.
 */
export async function diagnose(
  connection: string | undefined,
  where: WhereToLook,
): Promise<readonly ConnectionReport[]> {
  const config = await loadConfig(where.config);
  const secrets = readSecrets(where.secrets);
  const endpoint = await findIngestEndpoint(where.url, where.data);
  const { online, language = 'en' } = where;
  return diagnoseIn(connection, {
    config,
    secrets,
    secretsFile: where.secrets,
    endpoint,
    address: where.url,
    online,
    language,
  });
}

/** The same of what was read before. @throws CommandError where there is nothing to look at. */
export async function diagnoseIn(
  connection: string | undefined,
  { config, secrets, secretsFile, endpoint, address, online, language }: Diagnosed,
): Promise<readonly ConnectionReport[]> {
  const reports: ConnectionReport[] = [];
  for (const name of namesOf(config, connection)) {
    const settings = config.connections[name];
    const checkUp = settings && sources[settings.source].checkUp.configure(settings.options);
    if (!settings || !checkUp?.ok) throw new Error(`connection ${name} was not checked`);
    const examined: Examined = {
      name,
      config,
      connection: settings,
      checkUp: checkUp.value,
      secretsFile,
      secrets: liveSecrets(secrets, settings.secret ?? name),
      now: Date.now(),
    };
    const findings = reported(await examine(examined, { endpoint, address, online }), language);
    reports.push({ connection: name, source: settings.source, findings });
  }
  return reports;
}

async function examine(
  examined: Examined,
  { endpoint, address, online }: Pick<Diagnosed, 'endpoint' | 'address' | 'online'>,
): Promise<readonly Finding[]> {
  const findings = [
    ...examined.checkUp.settings(),
    ...secretFindings(examined),
    ...identityFindings(examined),
    ...nameFindings(examined.name, endpoint?.proofs),
    ...(await endpointFindings(examined, endpoint, address)),
    ...(await remoteClock(examined, endpoint)),
    ...(await enrichmentFindings(examined, online)),
  ];
  return findings.some(({ check }) => check === CLOCK) ? findings : [...findings, noClock];
}

const noClock: Finding = {
  check: CLOCK,
  verdict: 'skipped',
  detail: {
    en: 'nobody to compare with: --url of a deployed front door, or --online with enrich',
    zh: '没有可以对照的时钟：用 --url 指定已部署的接收端点，或用 --online（连接须有 enrich）',
  },
};

/** A front door on this machine has this machine's clock. */
async function remoteClock({ name, now }: Examined, endpoint: IngestEndpoint | undefined): Promise<readonly Finding[]> {
  if (!endpoint || /^http:\/\/(?:127\.0\.0\.1|localhost)[:/]?/.test(endpoint.url)) return [];
  const request = { method: 'GET', headers: {}, rawQuery: '', body: '' } as const;
  const answer = await endpoint.send(name, request).catch(() => undefined);
  return clockFinding(answer?.date ?? null, { en: 'the front door', zh: '接收端点' }, now);
}

/** `wechat` means the connections of every source whose name begins so. */
function namesOf(config: GuiyiConfig, wanted: string | undefined): readonly string[] {
  const connections = Object.entries(config.connections);
  if (wanted === undefined || Object.hasOwn(config.connections, wanted))
    return wanted === undefined ? connections.map(([name]) => name) : [wanted];
  const found = connections.filter(([, { source }]) => source === wanted || source.startsWith(`${wanted}-`));
  if (found.length > 0) return found.map(([name]) => name);
  const names = connections.flatMap(([name, { source }]) => [name, source]);
  const nearest = nearestSpelling(wanted, names);
  throw new CommandError(unknownTarget(wanted, [...new Set(names)], nearest), exitCodes.notFound);
}
