import { readFileSync } from 'node:fs';
import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import type { Finding } from '../../functions/shared/sources/finding.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import type { ConfiguredReceiver, Receiver } from '../../functions/shared/sources/source.ts';
import type { Examined } from './examined.ts';

const DEMO = 'local/demo-secrets.json';

/** Whether the secret of a connection is what its platform needs. Says lengths and forms, never a value. */
export function secretFindings(examined: Examined): readonly Finding[] {
  const { name, connection, secrets, secretsFile } = examined;
  const receiver: Receiver = receivers[connection.source];
  const configured = receiver.configure(connection.options);
  if (!configured.ok) return [];
  if (configured.value.openSecret({}).ok) return [{ check: 'secret', verdict: 'ok', detail: 'it needs none' }];
  const secretName = connection.secret ?? name;
  const place = `${secretsFile}, and on AWS with \`npx guiyi secret set ${name}\``;
  if (!secrets) {
    const detail = `there is no "${secretName}" in ${secretsFile}`;
    return [{ check: 'secret', verdict: 'problem', detail, fix: `put the fields of the platform into ${place}` }];
  }
  if (secrets.length === 0) {
    return [
      {
        check: 'secret',
        verdict: 'problem',
        detail: 'it is an empty list',
        fix: `put one set of fields into ${place}`,
      },
    ];
  }
  const live = secrets.length === 1 ? [] : [several(secrets.length)];
  return [
    ...demoFindings(examined, secretName),
    ...live,
    ...secrets.flatMap((secret) => oneSecret(secret, examined, configured.value)),
  ];
}

function oneSecret(
  secret: unknown,
  { checkUp, connection, now }: Examined,
  receiver: ConfiguredReceiver,
): readonly Finding[] {
  const own = isJsonObject(secret) ? checkUp.secret(secret, now) : [];
  const opened = receiver.openSecret(secret);
  if (opened.ok) return own.length > 0 ? own : [{ check: 'secret', verdict: 'ok', detail: 'it has the fields' }];
  const checked = new Set(own.map(({ check }) => check));
  const fix = `see docs/sources/${connection.source}.md for the fields of the secret`;
  const schema = opened.issues.flatMap((issue): Finding[] => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const paths = keys.length > 0 ? keys : [issue.path.map(String).join('.')];
    return paths.map((path) => ({
      check: path === '' ? 'secret' : `secret.${path}`,
      verdict: 'problem',
      detail: keys.length > 0 ? 'the platform has no such field' : issue.message,
      fix,
    }));
  });
  return [...own, ...schema.filter(({ check }) => !checked.has(check))];
}

function several(count: number): Finding {
  const detail = `${count} are live: remove the old one a day after the platform was changed`;
  return { check: 'secret', verdict: 'ok', detail };
}

/** The demo's secrets are in the repository: whoever reads it can sign as their platform. */
function demoFindings({ config, secrets }: Examined, name: string): readonly Finding[] {
  if (config.cdp.baseUrl === 'sandbox') return [];
  const demo = demoSecret(name);
  if (demo === undefined || JSON.stringify(secrets?.[0]) !== JSON.stringify(demo)) return [];
  const detail = 'it is the demo’s, which is public';
  return [{ check: 'secret', verdict: 'problem', detail, fix: 'take the real one of the platform’s console' }];
}

function demoSecret(name: string): unknown {
  try {
    const json = parseJson(readFileSync(DEMO, 'utf8'));
    return isJsonObject(json) ? json[name] : undefined;
  } catch {
    return undefined;
  }
}
