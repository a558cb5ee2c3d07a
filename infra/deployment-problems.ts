import { ownSecrets } from '../functions/shared/ports/secret-name.ts';
import type { Problem } from '../functions/shared/config/problem.ts';
import type { DeployableConfig, SecretReader } from './deployable-config.ts';
import { isRetention, retentions } from './log-retention.ts';
import { toSender } from './inlet-sender.ts';

/** A connection, and what its secret is for. */
export interface UsedConnection extends SecretReader {
  readonly connection: string;
  readonly source: string | undefined;
  /** Its name in the secret store, without the prefix. */
  readonly secret: string;
}

/** Everything for which a configuration must not be deployed, with what is to be done. */
export function deploymentProblems(config: DeployableConfig, connections: readonly UsedConnection[]): Problem[] {
  const { logRetentionDays, inletSenders = [] } = config.deployment ?? {};
  const withSecret = connections.filter(({ signs, asks }) => signs || asks);
  return [
    ...cdpProblems(config.cdp),
    ...demoProblems(connections.filter(({ isDemo }) => isDemo)),
    ...withSecret.flatMap(({ connection, secret }) =>
      Object.hasOwn(ownSecrets, secret) ? [takenSecret(connection, secret)] : [],
    ),
    ...withSecret.flatMap((one, index) => {
      const other = withSecret
        .slice(0, index)
        .find(({ secret, source }) => secret === one.secret && source !== one.source);
      return other ? [sharedSecret(one, other)] : [];
    }),
    ...inletSenders.flatMap((sender, index) => (toSender(sender) ? [] : [unknownSender(sender, index)])),
    ...(logRetentionDays === undefined || isRetention(logRetentionDays) ? [] : [wrongRetention(logRetentionDays)]),
  ];
}

function cdpProblems({ baseUrl, token }: DeployableConfig['cdp']): Problem[] {
  const problems: Problem[] = [];
  if (!baseUrl.startsWith('https://') || isOfThisMachine(baseUrl))
    problems.push({
      path: 'cdp.baseUrl',
      found: JSON.stringify(baseUrl),
      allowed: 'the https:// address of the tenant; the sandbox and addresses of this machine are for `npm start`',
    });
  if (token === undefined)
    problems.push({
      path: 'cdp.token',
      found: 'nothing',
      allowed:
        'how the tenant exchanges key and secret for a token, as { path, tokenPath, expiresInPath } ' +
        '(docs/configuration.md): without it they would be sent to an address that only the sandbox has',
    });
  return problems;
}

/** A function that calls itself. */
function isOfThisMachine(url: string): boolean {
  const name = URL.parse(url)?.hostname ?? '';
  return name === 'localhost' || name.endsWith('.localhost') || /^(?:127\.|0\.0\.0\.0$|\[::1?\]$)/.test(name);
}

function demoProblems(connections: readonly UsedConnection[]): Problem[] {
  if (connections.length === 0) return [];
  const names = connections.map(({ connection }) => connection).join(', ');
  return [
    {
      path: 'connections',
      found: `${names} of the demo, whose secrets are public: anybody could send events in their name`,
      allowed: 'accounts of your own under names of your own; begin with examples/production/guiyi.config.ts',
    },
  ];
}

const takenSecret = (connection: string, secret: string): Problem => ({
  path: `connections.${connection}`,
  found: `the secret name "${secret}"`,
  allowed: `any other name; this one is ${ownSecrets[secret]}`,
});

const sharedSecret = ({ connection, secret, source }: UsedConnection, other: UsedConnection): Problem => ({
  path: `connections.${connection}.secret`,
  found: `"${secret}", the secret of ${other.connection} (${other.source}) too`,
  allowed: `a secret of its own: ${source} and ${other.source} give out different ones`,
});

const unknownSender = (sender: string, index: number): Problem => ({
  path: `deployment.inletSenders.${index}`,
  found: JSON.stringify(sender),
  allowed: 'an account id of 12 digits, or a service such as "events.amazonaws.com"',
});

const wrongRetention = (days: number): Problem => ({
  path: 'deployment.logRetentionDays',
  found: String(days),
  allowed: retentions.join(', '),
});
