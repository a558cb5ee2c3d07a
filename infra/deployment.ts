import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What the infrastructure needs of `guiyi.config.ts`. */
export interface DeployableConfig {
  readonly connections: Readonly<Record<string, { readonly secret?: string }>>;
  readonly cdp: { readonly baseUrl: string };
  readonly deployment?: {
    readonly architecture?: 'arm64' | 'x86_64';
    readonly logRetentionDays?: number;
    readonly deliverConcurrency?: number;
    readonly inletSenders?: readonly string[];
  };
}

export type InletSender =
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'service'; readonly principal: string };

/** A configuration's deployment with every default filled in. */
export interface Deployment {
  /** Connections with a webhook address; the others get their events through the inlet queue. */
  readonly webhooks: readonly string[];
  /** Names in the secret store without the prefix; two connections may share one. */
  readonly connectionSecrets: readonly string[];
  /** Undefined when the configuration points at the sandbox: then the deploy asks for the address. */
  readonly cdpBaseUrl: string | undefined;
  /** Undefined: the region decides. */
  readonly architecture: 'arm64' | 'x86_64' | undefined;
  readonly logRetention: RetentionDays;
  readonly deliverConcurrency: number;
  readonly inletSenders: readonly InletSender[];
}

export const cdpSecretName = 'cdp';

/**
 * A connection whose platform signs has a webhook and a secret, the others have neither.
 * @throws Error naming the field that cannot be deployed.
 */
export function readDeployment(config: DeployableConfig, signs: (connection: string) => boolean): Deployment {
  const connections = Object.entries(config.connections);
  const signed = connections.filter(([name]) => signs(name));
  const secrets = signed.map(([name, { secret }]) => secret ?? name);
  if (connections.length === 0) throw new Error('connections: there is none, so there is nothing to deploy');
  if (secrets.includes(cdpSecretName)) {
    throw new Error(`connections: the secret name "${cdpSecretName}" belongs to the CDP; rename the connection`);
  }
  const { architecture, logRetentionDays = 30, deliverConcurrency = 5, inletSenders = [] } = config.deployment ?? {};
  return {
    webhooks: signed.map(([name]) => name),
    connectionSecrets: [...new Set(secrets)],
    cdpBaseUrl: config.cdp.baseUrl.startsWith('https://') ? config.cdp.baseUrl : undefined,
    architecture,
    logRetention: toRetention(logRetentionDays),
    deliverConcurrency,
    inletSenders: inletSenders.map(toSender),
  };
}

function toRetention(days: number): RetentionDays {
  if (isRetention(days)) return days;
  const allowed = Object.keys(RetentionDays).map(Number).filter(isRetention);
  throw new Error(`deployment.logRetentionDays: found ${days}; CloudWatch Logs takes ${allowed.join(', ')}`);
}

function isRetention(days: number): days is RetentionDays {
  return days in RetentionDays && RetentionDays[days] !== 'INFINITE';
}

function toSender(sender: string): InletSender {
  if (/^\d{12}$/.test(sender)) return { kind: 'account', id: sender };
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(sender)) return { kind: 'service', principal: sender };
  throw new Error(
    `deployment.inletSenders: found ${JSON.stringify(sender)}; allowed: an account id of 12 digits, ` +
      'or a service such as events.amazonaws.com',
  );
}
