import { ApiError } from '../../functions/shared/enrichment/api-error.ts';
import { fetchApi } from '../../functions/shared/enrichment/api-transport.ts';
import { type Account, accountKey, isUsable } from '../../functions/shared/enrichment/platform-api.ts';
import { openAccount } from '../../functions/shared/enrichment/open-account.ts';
import type { Finding } from '../../functions/shared/sources/finding.ts';
import { enrichers } from '../../functions/shared/sources/generated/enrichers.ts';
import type { Enricher } from '../../functions/shared/enrichment/enricher.ts';
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
  if (!connection.enrich) return [{ check: CHECK, verdict: 'ok', detail: 'off; see docs/enrichment.md' }];
  const { account, unable } = configured.value;
  if (unable !== undefined) return [{ check: CHECK, verdict: 'problem', detail: unable, fix: 'remove enrich' }];
  if (!account) return accessFindings(examined, enricher?.credentialProviders ?? []);
  const usable = (secrets ?? []).some((secret) => isUsable(account, secret, examined.now));
  if (!usable) {
    const fields = account.api.credentials.join(' and ');
    const detail = `the secret has no ${fields}`;
    return [{ check: CHECK, verdict: 'problem', detail, fix: `add ${fields} to it, or remove enrich` }];
  }
  if (!online) return [{ check: CHECK, verdict: 'ok', detail: 'on; --online asks whether the platform allows it' }];
  return ask(examined, account);
}

const enrichersBySource: Readonly<Record<string, Enricher>> = enrichers;

/** A source without credentials of its own asks with those of other connections. */
function accessFindings({ config }: Examined, platforms: readonly string[]): readonly Finding[] {
  const credentialProviders = Object.entries(config.connections).flatMap(([name, { source, enrich }]) =>
    enrich && platforms.includes(source) ? [name] : [],
  );
  if (credentialProviders.length > 0) {
    return [{ check: CHECK, verdict: 'ok', detail: `on, with the credentials of ${credentialProviders.join(', ')}` }];
  }
  const fix = 'give the connection of the app in which people pay its own enrich and appSecret';
  return [{ check: CHECK, verdict: 'problem', detail: 'no connection gives access to any app', fix }];
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
  return [finding, ...clockFinding(date, 'the platform', now)];
}

function allowed(api: string): Finding {
  return { check: CHECK, verdict: 'ok', detail: `${api} answers` };
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
        fix: 'look the code up in the platform’s documents',
      };
    default:
      return {
        check: CHECK,
        verdict: 'problem',
        detail: error.message,
        fix: 'docs/enrichment.md says what each kind means',
      };
  }
}
