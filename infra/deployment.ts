import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { deliverSeconds } from '../functions/shared/config/delivery-time.ts';
import { ConfigError, type Problem } from '../functions/shared/config/problem.ts';

/** What the infrastructure needs of `guiyi.config.ts`. */
export interface DeployableConfig {
  readonly connections: Readonly<Record<string, { readonly secret?: string; readonly trust?: 'queue' }>>;
  readonly cdp: { readonly baseUrl: string; readonly timeoutSeconds?: number };
  readonly deployment?: {
    readonly architecture?: 'arm64' | 'x86_64';
    readonly logRetentionDays?: number;
    readonly deliverConcurrency?: number;
    readonly inletSenders?: readonly string[];
  };
}

/** What a connection's secret is for. */
export interface SecretUse {
  /** The platform signs what it sends. */
  readonly signs: boolean;
  /** Delivery asks the platform's own API with the credentials of this connection. */
  readonly asks: boolean;
}

export interface InletSender {
  readonly kind: 'account' | 'service';
  /** An account id, or a service such as `events.amazonaws.com`. */
  readonly name: string;
}

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
  /** Undefined when the configuration points at the sandbox: then the deploy asks for the address. */
  readonly cdpBaseUrl: string | undefined;
  /** Undefined: the region decides. */
  readonly architecture: 'arm64' | 'x86_64' | undefined;
  readonly logRetention: RetentionDays;
  readonly deliverConcurrency: number;
  /** Of the deliver function: what the longest event may take. */
  readonly deliverSeconds: number;
  readonly inletSenders: readonly InletSender[];
}

export const cdpSecretName = 'cdp';
/** Its value is used as it is, as text: the key of the hashes by which forgotten identities are known. */
export const privacySecretName = 'privacy';

const ownSecrets: Readonly<Record<string, string>> = {
  [cdpSecretName]: 'the secret of the CDP',
  [privacySecretName]: 'the key of the hashes of forgotten identities',
};

/**
 * A connection whose platform signs has a webhook and a secret, one that asks its platform has a secret, the others have neither.
 * @param useOf what the secret of a connection is for
 * @param file where the configuration stands, for whoever has to mend it
 * @param lookUpMs how long a platform's own API may take to answer
 * @throws ConfigError with everything that cannot be deployed.
 */
export function readDeployment(
  config: DeployableConfig,
  useOf: (connection: string) => SecretUse,
  file: string,
  lookUpMs = 0,
): Deployment {
  const { architecture, logRetentionDays = 30, deliverConcurrency = 5, inletSenders = [] } = config.deployment ?? {};
  const all = Object.entries(config.connections).map(([connection, { secret = connection, trust }]) => ({
    connection,
    secret,
    trust,
    ...useOf(connection),
  }));
  const signed = all.filter(({ signs }) => signs);
  const asking = all.filter(({ asks }) => asks);
  const problems: Problem[] = [
    ...all
      .filter(({ signs, asks }) => signs || asks)
      .flatMap(({ connection, secret }) =>
        Object.hasOwn(ownSecrets, secret) ? [takenSecret(connection, secret)] : [],
      ),
    ...inletSenders.flatMap((sender, index) => (toSender(sender) ? [] : [unknownSender(sender, index)])),
  ];
  if (!isRetention(logRetentionDays)) throw new ConfigError(file, [...problems, wrongRetention(logRetentionDays)]);
  if (problems.length > 0) throw new ConfigError(file, problems);
  return {
    webhooks: signed.map(({ connection }) => connection),
    webhookSecrets: secretsOf(signed),
    inletSecrets: secretsOf(signed.filter(({ trust }) => trust !== 'queue')),
    enrichmentSecrets: secretsOf(asking),
    cdpBaseUrl: config.cdp.baseUrl.startsWith('https://') ? config.cdp.baseUrl : undefined,
    architecture,
    logRetention: logRetentionDays,
    deliverConcurrency,
    deliverSeconds: deliverSeconds(config, lookUpMs),
    inletSenders: inletSenders.map(toSender).filter((sender) => sender !== undefined),
  };
}

function secretsOf(connections: readonly { readonly secret: string }[]): readonly string[] {
  return [...new Set(connections.map(({ secret }) => secret))];
}

function toSender(name: string): InletSender | undefined {
  if (/^\d{12}$/.test(name)) return { kind: 'account', name };
  if (/^[a-z0-9-]+\.amazonaws\.com$/.test(name)) return { kind: 'service', name };
  return undefined;
}

function isRetention(days: number): days is RetentionDays {
  return days in RetentionDays && RetentionDays[days] !== 'INFINITE';
}

const takenSecret = (connection: string, secret: string): Problem => ({
  path: `connections.${connection}`,
  found: `the secret name "${secret}"`,
  allowed: `any other name; this one is ${ownSecrets[secret]}`,
});

const unknownSender = (sender: string, index: number): Problem => ({
  path: `deployment.inletSenders.${index}`,
  found: JSON.stringify(sender),
  allowed: 'an account id of 12 digits, or a service such as "events.amazonaws.com"',
});

const wrongRetention = (days: number): Problem => ({
  path: 'deployment.logRetentionDays',
  found: String(days),
  allowed: Object.keys(RetentionDays).map(Number).filter(isRetention).join(', '),
});
