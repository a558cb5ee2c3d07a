import { readFileSync } from 'node:fs';
import { DEFAULT_MESSAGE } from '../../functions/shared/schema/default-message.ts';
import { inLanguage, type Localized } from '../../functions/shared/text/localized.ts';
import { configTextInChinese } from '../../operations/config-text-in-chinese.ts';
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
  if (configured.value.openSecret({}).ok)
    return [{ check: 'secret', verdict: 'ok', detail: { en: 'it needs none', zh: '不需要' } }];
  const secretName = connection.secret ?? name;
  const [command, file] = [`npx guiyi secret set ${name}`, secretsFile];
  const own =
    file === DEMO
      ? { en: 'a JSON file of your own, named with `--secrets`', zh: '自己的 JSON 文件，用 `--secrets` 指定' }
      : file;
  const place = {
    en: `${inLanguage(own, 'en')}, and on AWS with \`${command}\``,
    zh: `${inLanguage(own, 'zh')}；在 AWS 上用 \`${command}\``,
  };
  if (!secrets) {
    const detail = {
      en: `there is no "${secretName}" in ${inLanguage(file, 'en')}`,
      zh: `${inLanguage(file, 'zh')} 中没有 "${secretName}"`,
    };
    const fix = { en: `put the fields of the platform into ${place.en}`, zh: `把平台的字段写进 ${place.zh}` };
    return [{ check: 'secret', verdict: 'problem', detail, fix }];
  }
  if (secrets.length === 0) {
    return [
      {
        check: 'secret',
        verdict: 'problem',
        detail: { en: 'it is an empty list', zh: '是空列表' },
        fix: { en: `put one set of fields into ${place.en}`, zh: `把一组字段写进 ${place.zh}` },
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
  if (opened.ok) {
    const fields: Finding = { check: 'secret', verdict: 'ok', detail: { en: 'it has the fields', zh: '字段齐全' } };
    return own.length > 0 ? own : [fields];
  }
  const checked = new Set(own.map(({ check }) => check));
  const fix = {
    en: `see docs/sources/${connection.source}.md for the fields of the secret`,
    zh: `密钥的字段见 docs/zh/sources/${connection.source}.md`,
  };
  const schema = opened.issues.flatMap((issue): Finding[] => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const paths = keys.length > 0 ? keys : [issue.path.map(String).join('.')];
    return paths.map((path) => ({
      check: path === '' ? 'secret' : `secret.${path}`,
      verdict: 'problem',
      detail:
        keys.length > 0 ? { en: 'the platform has no such field', zh: '该平台没有这个字段' } : demandOf(issue.message),
      fix,
    }));
  });
  return [...own, ...schema.filter(({ check }) => !checked.has(check))];
}

function demandOf(message: string): Localized {
  if (message !== DEFAULT_MESSAGE) return { en: message, zh: configTextInChinese(message) };
  return { en: 'it is missing or wrong', zh: '缺失或有误' };
}

function several(count: number): Finding {
  const detail = {
    en: `${count} are live: remove the old one a day after the platform was changed`,
    zh: `${count} 个有效：在平台上更换一天之后，去掉旧的`,
  };
  return { check: 'secret', verdict: 'ok', detail };
}

/** The demo's secrets are in the repository: whoever reads it can sign as their platform. */
function demoFindings({ config, secrets }: Examined, name: string): readonly Finding[] {
  if (config.cdp.baseUrl === 'sandbox') return [];
  const demo = demoSecret(name);
  if (demo === undefined || JSON.stringify(secrets?.[0]) !== JSON.stringify(demo)) return [];
  const detail = { en: 'it is the demo’s, which is public', zh: '这是演示用的密钥，是公开的' };
  const fix = { en: 'take the real one of the platform’s console', zh: '换成平台后台中的真实密钥' };
  return [{ check: 'secret', verdict: 'problem', detail, fix }];
}

function demoSecret(name: string): unknown {
  try {
    const json = parseJson(readFileSync(DEMO, 'utf8'));
    return isJsonObject(json) ? json[name] : undefined;
  } catch {
    return undefined;
  }
}
