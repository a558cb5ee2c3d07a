import { ownSecrets } from '../ports/secret-name.ts';
import { enrichedPlatforms } from '../sources/generated/enriched-platforms.ts';
import type { Receiver } from '../sources/source.ts';
import type { GuiyiConfig } from './define-config.ts';
import { identityProblems } from './identity-problems.ts';
import { ConfigError, type Problem, toProblems, withNearest } from './problem.ts';
import { config as configSchema, knownKeys } from './schema.ts';

/**
 * Checks a configuration as a whole, the options of every connection included.
 * @throws ConfigError with every problem at once.
 */
export function checkConfig(raw: unknown, receivers: Readonly<Record<string, Receiver>>, file: string): GuiyiConfig {
  const parsed = configSchema.safeParse(raw);
  const problems = parsed.success
    ? []
    : toProblems(parsed.error.issues, '', raw, (path) => knownKeys(configSchema, path));
  if (isRecord(raw) && isRecord(raw['connections'])) {
    for (const [name, connection] of Object.entries(raw['connections'])) {
      if (isRecord(connection)) problems.push(...connectionProblems(name, connection, receivers));
    }
    const names = Object.keys(raw['connections']);
    problems.push(...groupProblems(raw, names), ...alarmProblems(raw, names));
  }
  if (isRecord(raw)) problems.push(...identityProblems(raw));
  if (problems.length > 0) throw new ConfigError(file, problems);
  return raw as GuiyiConfig;
}

function connectionProblems(
  name: string,
  connection: Readonly<Record<string, unknown>>,
  receivers: Readonly<Record<string, Receiver>>,
): Problem[] {
  const path = `connections.${name}`;
  const secret = connection['secret'] ?? name;
  if (typeof secret === 'string' && Object.hasOwn(ownSecrets, secret)) {
    const found = `the secret name ${JSON.stringify(secret)}, which is the deployment's own`;
    return [{ path, found, allowed: 'any other name; or `secret` with the name of its own secret' }];
  }
  const source = connection['source'];
  if (typeof source !== 'string') return [];
  const receiver = Object.hasOwn(receivers, source) ? receivers[source] : undefined;
  if (!receiver) {
    const names = Object.keys(receivers);
    const allowed = names.map((value) => JSON.stringify(value)).join(', ');
    return [withNearest({ path: `${path}.source`, found: JSON.stringify(source), allowed }, source, names)];
  }
  const options = connection['options'];
  const checked = receiver.configure(options);
  const wrong = checked.ok
    ? []
    : toProblems(checked.issues, `${path}.options`, options, (at) => knownKeys(receiver.options, at));
  return [...wrong, ...enrichProblems(path, source, connection['enrich'])];
}

function enrichProblems(path: string, source: string, enrich: unknown): Problem[] {
  if (enrich === undefined || enrichedPlatforms.some((platform) => platform === source)) return [];
  const found = `a setting that ${JSON.stringify(source)} does not have`;
  return [{ path: `${path}.enrich`, found, allowed: `nothing; only ${enrichedPlatforms.join(', ')} can be asked` }];
}

function groupProblems(raw: Readonly<Record<string, unknown>>, connections: readonly string[]): Problem[] {
  const groups = raw['groups'];
  if (!isRecord(groups)) return [];
  return Object.entries(groups).flatMap(([group, rule]) => {
    const names = isRecord(rule) && Array.isArray(rule['connections']) ? rule['connections'] : [];
    return names.flatMap((name: unknown, index) =>
      typeof name === 'string' ? unknownConnection(`groups.${group}.connections.${index}`, name, connections) : [],
    );
  });
}

/** An alarm on the silence of a connection that there is not would never be still. */
function alarmProblems(raw: Readonly<Record<string, unknown>>, connections: readonly string[]): Problem[] {
  const { deployment } = raw;
  const alarms = isRecord(deployment) ? deployment['alarms'] : undefined;
  const silent = isRecord(alarms) ? alarms['silentHours'] : undefined;
  if (!isRecord(silent)) return [];
  return Object.keys(silent).flatMap((name) =>
    unknownConnection(`deployment.alarms.silentHours.${name}`, name, connections),
  );
}

function unknownConnection(path: string, name: string, connections: readonly string[]): Problem[] {
  if (connections.includes(name)) return [];
  const allowed = connections.map((value) => JSON.stringify(value)).join(', ');
  return [withNearest({ path, found: JSON.stringify(name), allowed }, name, connections)];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
