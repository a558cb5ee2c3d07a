import { same } from '../../functions/shared/text/localized.ts';
import { cdpClient, type CdpClient } from '../../functions/shared/cdp/client/client.ts';
import { openCredentials } from '../../functions/shared/cdp/credentials.ts';
import { limiter } from '../../functions/shared/cdp/limiter.ts';
import { messagePatterns } from '../../functions/shared/cdp/message-patterns.ts';
import {
  type Credentials,
  exchangeToken,
  issueToken,
  sandboxExchange,
  type TokenExchange,
} from '../../functions/shared/cdp/token-exchange.ts';
import { fixedToken, tokenCache, type TokenProvider } from '../../functions/shared/cdp/token.ts';
import { DEFAULT_TIMEOUT_SECONDS, fetchTransport, type Transport } from '../../functions/shared/cdp/transport.ts';
import type { CdpConfig } from '../../functions/shared/config/define-config.ts';
import { PortError } from '../../functions/shared/ports/port-error.ts';
import { SecretError } from '../../functions/shared/secrets/connection-secret.ts';
import { fileSecrets } from '../../local/store/secrets.ts';
import { declineMessages } from '../../sandbox/declined.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { findAddress } from '../desk.ts';
import type { Terminal } from '../terminal.ts';

export interface TargetOptions {
  readonly url?: string;
  readonly data: string;
  readonly tenant: boolean;
  readonly config: string;
  readonly secrets?: string;
}

/** The CDP that a command is about. */
export interface CdpTarget {
  readonly kind: 'sandbox' | 'tenant';
  readonly url: string;
  readonly client: CdpClient;
  readonly transport: Transport;
  readonly token: TokenProvider;
  /** Where key and secret, or the token, came from: a file, or the environment. */
  readonly credentialsFrom: string;
  /** Seconds for which a new token is good; undefined for a token that was had elsewhere. @throws CdpError */
  lifetime(): Promise<number | undefined>;
}

const DEMO_SECRETS = 'local/demo-secrets.json';
/** A token that was had elsewhere: how one is had is in no document (Q01). */
const TOKEN = 'GUIYI_CDP_TOKEN';
const ENVIRONMENT = ['GUIYI_CDP_APP_KEY', 'GUIYI_CDP_SECRET'] as const;

/** How a sandbox says it, in both its languages. */
const sandboxSettings: Pick<CdpConfig, 'limits' | 'messages'> = {
  limits: { callsPerSecond: 20_000, inFlight: 64 },
  messages: {
    auth: [wordsOf('E_TOKEN')],
    notFound: [wordsOf('E_CUSTOMER_NOT_FOUND'), wordsOf('E_GROUP_UNKNOWN')],
  },
};

function wordsOf(code: keyof typeof declineMessages): string {
  return `^(${code}\\b|${declineMessages[code]}$)`;
}

/** The sandbox of `npm start`, another one on this machine, or the tenant of the configuration. @throws CommandError */
export async function openTarget(options: TargetOptions, env: Terminal['env']): Promise<CdpTarget> {
  if (options.tenant) {
    if (options.url !== undefined) {
      throw new CommandError({
        en: '--url is a sandbox and --tenant is not: say one of them',
        zh: '--url 是沙箱，--tenant 是租户：只能写一个',
      });
    }
    // Reading a configuration loads all that it may name, and a sandbox needs none.
    const { loadConfig } = await import('../../operations/load-config.ts');
    const { cdp } = await loadConfig(options.config);
    if (cdp.baseUrl === 'sandbox')
      throw new CommandError(
        {
          en: `${options.config} has no tenant: cdp.baseUrl is "sandbox". Write the tenant's https:// address there`,
          zh: `${options.config} 中没有租户：cdp.baseUrl 是 "sandbox"。请写上租户的 https:// 地址`,
        },
        exitCodes.configuration,
      );
    const found = await credentialsIn(options.secrets, env);
    if (cdp.token === undefined && cdp.baseUrl.startsWith('https://') && 'appKey' in found.credentials)
      throw new CommandError(
        {
          en: `${options.config} does not say how the tenant exchanges key and secret for a token: write cdp.token (docs/configuration.md), or set ${TOKEN}`,
          zh: `${options.config} 没有写明租户怎样用 key 和 secret 换取 token：写上 cdp.token（docs/zh/configuration.md），或设置 ${TOKEN}`,
        },
        exitCodes.configuration,
      );
    return open('tenant', cdp.baseUrl, cdp, found);
  }
  const url = options.url === undefined ? findAddress(options.data).desk : sandboxUrl(options.url);
  return open('sandbox', url, sandboxSettings, await credentialsIn(options.secrets ?? DEMO_SECRETS, env));
}

/** Key and secret go to it, and nobody is asked before it is changed: it must be on this machine. */
function sandboxUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'http:' && (url.hostname === '127.0.0.1' || url.hostname === 'localhost')) return url.origin;
  throw new CommandError({
    en: `--url takes the address of a sandbox on this machine, as http://127.0.0.1:8788. For a tenant, write cdp.baseUrl into guiyi.config.ts and say --tenant`,
    zh: `--url 应为本机沙箱的地址，如 http://127.0.0.1:8788。要用租户，请在 guiyi.config.ts 中写 cdp.baseUrl，并加 --tenant`,
  });
}

interface Found {
  readonly credentials: Credentials | { readonly token: string };
  readonly from: string;
}

/** From the environment, else from a secrets file; never from the command line, where everybody on the machine can read it. */
async function credentialsIn(file: string | undefined, env: Terminal['env']): Promise<Found> {
  const token = env[TOKEN];
  if (token) return { credentials: { token }, from: TOKEN };
  const [appKey, secret] = ENVIRONMENT.map((name) => env[name]);
  if (appKey && secret) return { credentials: { appKey, secret }, from: ENVIRONMENT.join(' and ') };
  if (appKey || secret) {
    throw new CommandError({
      en: `${ENVIRONMENT.join(' and ')} are needed together; one is missing`,
      zh: `${ENVIRONMENT.join(' 和 ')} 必须同时设置；缺了一个`,
    });
  }
  if (file === undefined)
    throw new CommandError(
      {
        en: `The tenant's key and secret are missing. Say --secrets <file> with {"cdp": {"appKey": "…", "secret": "…"}}, or set ${ENVIRONMENT.join(' and ')}, or ${TOKEN}`,
        zh: `缺少租户的 key 和 secret。用 --secrets <文件> 给出 {"cdp": {"appKey": "…", "secret": "…"}}，或设置 ${ENVIRONMENT.join(' 和 ')}，或 ${TOKEN}`,
      },
      exitCodes.configuration,
    );
  try {
    const json = await fileSecrets(file).read('cdp');
    if (json === undefined) {
      throw new CommandError(
        { en: `${file} has no secret "cdp"`, zh: `${file} 中没有密钥 "cdp"` },
        exitCodes.configuration,
      );
    }
    return { credentials: openCredentials(json), from: file };
  } catch (error) {
    if (error instanceof PortError || error instanceof SecretError)
      throw new CommandError(same(`${file}: ${error.message}`), exitCodes.configuration);
    throw error;
  }
}

function open(
  kind: CdpTarget['kind'],
  url: string,
  cdp: Pick<CdpConfig, 'limits' | 'messages' | 'strategyPlacement' | 'timeoutSeconds' | 'token'>,
  { credentials, from }: Found,
): CdpTarget {
  const limit = limiter(cdp.limits ?? { callsPerSecond: 20, inFlight: 5 }, Date.now);
  const direct = fetchTransport(url, cdp.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
  const transport: Transport = (request) => limit(() => direct(request));
  const { token, lifetime } = tokensOf(credentials, transport, cdp.token ?? sandboxExchange);
  const { strategyPlacement = 'both' } = cdp;
  return {
    kind,
    url,
    client: cdpClient({ transport, token, patterns: messagePatterns(cdp), strategyPlacement }),
    transport,
    token,
    credentialsFrom: from,
    lifetime,
  };
}

function tokensOf(
  credentials: Found['credentials'],
  transport: Transport,
  exchange: TokenExchange,
): Pick<CdpTarget, 'token' | 'lifetime'> {
  if ('token' in credentials) return { token: fixedToken(credentials.token), lifetime: async () => undefined };
  return {
    token: tokenCache(() => exchangeToken(transport, exchange, credentials, Date.now), Date.now),
    lifetime: async () => (await issueToken(transport, exchange, credentials)).lifetimeSeconds,
  };
}
