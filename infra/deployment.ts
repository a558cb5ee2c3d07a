import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { configDigest } from '../operations/config-digest.ts';
import type { AlarmSettings, DeploymentSettings } from '../functions/shared/config/deployment.ts';
import { deliverSeconds } from '../functions/shared/config/delivery-time.ts';
import { mayHaveFormerItems } from '../functions/shared/config/former-ledger.ts';
import { ConfigError } from '../functions/shared/config/problem.ts';
import type { DeployableConfig, SecretReader } from './deployable-config.ts';
import { deploymentProblems, type UsedConnection } from './deployment-problems.ts';
import { type InletSender, toSender } from './inlet-sender.ts';
import { isRetention } from './log-retention.ts';
import { type OperatorPrincipal, toOperatorPrincipal } from './operator-principal.ts';

export type { DeployableConfig, SecretReader };

/** A configuration's deployment with every default filled in. */
export interface Deployment {
  /** Connections with a webhook address; the others get their events through the inlet queue. */
  readonly webhooks: readonly string[];
  /** Of what is signed; names in the secret store without the prefix. Two connections may share one. */
  readonly webhookSecrets: readonly string[];
  /** The same without those of connections that trust the inlet queue: nothing there is verified for them. */
  readonly inletSecrets: readonly string[];
  /** By which delivery asks a platform's own API: most are the same, a connection without a webhook has one for this alone. */
  readonly enrichmentSecrets: readonly string[];
  readonly cdpBaseUrl: string;
  /** Undefined: the region decides. */
  readonly architecture: 'arm64' | 'x86_64' | undefined;
  readonly logRetention: RetentionDays;
  readonly deliverConcurrency: number;
  /** Of the deliver function: what the longest event may take. */
  readonly deliverSeconds: number;
  /** The CDP and platforms are called from one address that does not change. */
  readonly fixedEgress: boolean;
  /** What is kept is encrypted by a key of the account's own. */
  readonly ownKey: boolean;
  readonly alarms: AlarmSettings;
  readonly dashboard: boolean;
  readonly domain: DeploymentSettings['domain'];
  readonly webAcl: DeploymentSettings['webAcl'];
  readonly accessLogAddress: boolean;
  /** How a new version of the webhook function comes in. */
  readonly release: 'canary' | 'at-once';
  readonly inletSenders: readonly InletSender[];
  /** Who may assume the roles of operators; none: whom an administrator of the account lets. */
  readonly operators: readonly OperatorPrincipal[];
  /** Undefined: the stage has a stack of its own. Else the name of one from before there were stages. */
  readonly takeOver: string | undefined;
  /** Of versions before 0.2, in the table of the ledger. */
  readonly mayHaveFormerItems: boolean;
  /** SHA-256 of the configuration. */
  readonly configDigest: string;
  /** What works only under conditions that nobody sees here. */
  readonly warnings: readonly string[];
}

/**
 * A connection whose platform signs has a webhook and a secret, one that asks its platform has a secret, the others have neither.
 * @param useOf what the secret of a connection is for
 * @param file where the configuration stands, for whoever has to mend it
 * @param lookUpMs how long a platform's own API may take to answer
 * @throws ConfigError with everything that cannot be deployed.
 */
export function readDeployment(
  config: DeployableConfig,
  useOf: (connection: string) => SecretReader,
  file: string,
  lookUpMs = 0,
): Deployment {
  const { architecture, logRetentionDays = 30, deliverConcurrency = 5, inletSenders = [] } = config.deployment ?? {};
  const fixedEgress = config.deployment?.egress === 'fixed';
  const all = Object.entries(config.connections).map(([connection, { source, secret = connection, trust }]) => ({
    connection,
    source,
    secret,
    trust,
    ...useOf(connection),
  }));
  const signed = all.filter(({ signs }) => signs);
  const problems = deploymentProblems(config, all);
  if (problems.length > 0 || !isRetention(logRetentionDays)) throw new ConfigError(file, problems);
  return {
    webhooks: signed.map(({ connection }) => connection),
    webhookSecrets: secretsOf(signed),
    inletSecrets: secretsOf(signed.filter(({ trust }) => trust !== 'queue')),
    enrichmentSecrets: secretsOf(all.filter(({ asks }) => asks)),
    cdpBaseUrl: config.cdp.baseUrl,
    architecture,
    logRetention: logRetentionDays,
    deliverConcurrency,
    deliverSeconds: deliverSeconds(config, lookUpMs),
    fixedEgress,
    ownKey: config.deployment?.encryptionKey === 'own',
    alarms: config.deployment?.alarms ?? {},
    dashboard: config.deployment?.dashboard ?? true,
    release: config.deployment?.release ?? 'canary',
    domain: config.deployment?.domain,
    webAcl: config.deployment?.webAcl,
    accessLogAddress: config.deployment?.accessLogAddress ?? false,
    inletSenders: inletSenders.map(toSender).filter((sender) => sender !== undefined),
    operators: (config.deployment?.operators?.principals ?? []).flatMap((name) => toOperatorPrincipal(name) ?? []),
    takeOver: config.deployment?.takeOver,
    mayHaveFormerItems: mayHaveFormerItems(config),
    configDigest: configDigest(config),
    warnings: fixedEgress ? [] : all.flatMap(withoutFixedAddress),
  };
}

function secretsOf(connections: readonly UsedConnection[]): readonly string[] {
  return [...new Set(connections.map(({ secret }) => secret))];
}

function withoutFixedAddress({ connection, source, allowList }: UsedConnection): string[] {
  if (allowList === undefined) return [];
  return [
    `${connection}: ${source} answers only the addresses on its list (${allowList}), and the deliver function has no fixed ` +
      "address. Set deployment.egress: 'fixed', or name a proxy that has one as `enrich.baseUrl`: docs/enrichment.md.",
  ];
}
