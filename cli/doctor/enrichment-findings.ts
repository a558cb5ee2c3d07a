import { ApiError } from '../../functions/shared/enrichment/api-error.ts';
import { fetchApi } from '../../functions/shared/enrichment/api-transport.ts';
import { type Account, accountKey, isUsable } from '../../functions/shared/enrichment/platform-api.ts';
import { openAccount } from '../../functions/shared/enrichment/open-account.ts';
import type { Finding } from '../../functions/shared/sources/finding.ts';
import { enrichers } from '../../functions/shared/sources/generated/enrichers.ts';
import type { Enricher } from '../../functions/shared/enrichment/enricher.ts';
import { configTextInChinese } from '../../operations/config-text-in-chinese.ts';
import { clockFinding } from './clock-findings.ts';
import type { Examined } from './examined.ts';

const CHECK = 'enrichment';
const TIMEOUT_MS = 10_000;

/** Whether the platform's own API can be asked; with `online` by asking it about nobody. */
export async function enrichmentFindings(examined: Examined, online: boolean): Promise<readonly Finding[]> {
  const { connection, secrets } = examined;
  const enricher: Enricher | undefined = enrichersBySource[connection.source];
  const configured = enricher?.configure(connection.options);
  if (!configured?.ok) return [];
  if (!connection.enrich)
    return [
      {
        check: CHECK,
        verdict: 'ok',
        detail: { en: 'off; see docs/enrichment.md', zh: '关闭；见 docs/zh/enrichment.md' },
      },
    ];
  const { account, unable } = configured.value;
  if (unable !== undefined)
    return [
      {
        check: CHECK,
        verdict: 'problem',
        detail: { en: unable, zh: configTextInChinese(unable) },
        fix: { en: 'remove enrich', zh: '去掉 enrich' },
      },
    ];
  if (!account) return accessFindings(examined, enricher?.credentialProviders ?? []);
  const usable = (secrets ?? []).some((secret) => isUsable(account, secret, examined.now));
  if (!usable) {
    const fields = { en: account.api.credentials.join(' and '), zh: account.api.credentials.join(' 和 ') };
    const detail = { en: `the secret has no ${fields.en}`, zh: `密钥中没有 ${fields.zh}` };
    const fix = { en: `add ${fields.en} to it, or remove enrich`, zh: `补上 ${fields.zh}，或去掉 enrich` };
    return [{ check: CHECK, verdict: 'problem', detail, fix }];
  }
  if (!online) {
    const detail = { en: 'on; --online asks whether the platform allows it', zh: '打开；--online 会询问平台是否允许' };
    return [{ check: CHECK, verdict: 'ok', detail }];
  }
  return ask(examined, account);
}

const enrichersBySource: Readonly<Record<string, Enricher>> = enrichers;

/** A source without credentials of its own asks with those of other connections. */
function accessFindings({ config }: Examined, platforms: readonly string[]): readonly Finding[] {
  const credentialProviders = Object.entries(config.connections).flatMap(([name, { source, enrich }]) =>
    enrich && platforms.includes(source) ? [name] : [],
  );
  if (credentialProviders.length > 0) {
    const names = credentialProviders.join(', ');
    const detail = { en: `on, with the credentials of ${names}`, zh: `打开，使用 ${names} 的凭据` };
    return [{ check: CHECK, verdict: 'ok', detail }];
  }
  const fix = {
    en: 'give the connection of the app in which people pay its own enrich and appSecret',
    zh: '给支付所在应用的连接配置 enrich 和 appSecret',
  };
  const detail = { en: 'no connection gives access to any app', zh: '没有连接能提供任何应用的凭据' };
  return [{ check: CHECK, verdict: 'problem', detail, fix }];
}

async function ask(
  { connection, checkUp, secrets = [], now }: Examined,
  account: Account,
): Promise<readonly Finding[]> {
  const probe = checkUp.probe();
  if (!probe || probe.account !== accountKey(account)) return [];
  let date: string | null = null;
  const fetched = fetchApi(TIMEOUT_MS);
  const open = openAccount(account, {
    baseUrl: connection.enrich?.baseUrl,
    secrets: { current: async () => secrets, newer: async () => undefined },
    transport: async (...call) => {
      const response = await fetched(...call);
      ({ date } = response);
      return response;
    },
    clock: Date.now,
  });
  const finding = await open.ask(probe).then(
    () => allowed(probe.api),
    (error: unknown) => findingOf(error, probe.api),
  );
  return [finding, ...clockFinding(date, { en: 'the platform', zh: '平台' }, now)];
}

function allowed(api: string): Finding {
  return { check: CHECK, verdict: 'ok', detail: { en: `${api} answers`, zh: `${api} 有应答` } };
}

function findingOf(error: unknown, api: string): Finding {
  if (!(error instanceof ApiError)) throw error;
  switch (error.kind) {
    // It was asked about nobody, and says so.
    case 'person':
    case 'sporadic':
      return allowed(api);
    case 'unknown':
      return {
        check: CHECK,
        verdict: 'warning',
        detail: error.message,
        fix: { en: 'look the code up in the platform’s documents', zh: '在平台的文档中查这个错误码' },
      };
    default:
      return {
        check: CHECK,
        verdict: 'problem',
        detail: error.message,
        fix: { en: 'docs/enrichment.md says what each kind means', zh: 'docs/zh/enrichment.md 写明每一种的含义' },
      };
  }
}
