import { randomBytes } from 'node:crypto';
import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { requireToken } from '../functions/shared/config/require-token.ts';
import { jsonLog } from '../functions/shared/log/log.ts';
import { sources } from '../functions/shared/sources/generated/sources.ts';
import { consoleAddress, removeAddress, writeAddress } from './host/address.ts';
import { banner, type Urls } from './host/banner.ts';
import { listenAtDesk } from './host/desk.ts';
import { openHost } from './host/host.ts';
import { loadConfig } from '../operations/load-config.ts';
import { languageOfStart, readSettings, usage } from './host/settings.ts';
import { listenForWebhooks } from './host/webhook-listener.ts';
import { onLauncherEnd } from './state/launcher.ts';
import { describeStartError } from './state/start-error.ts';

const language = languageOfStart(process.argv.slice(2), process.env);
try {
  await start();
} catch (error) {
  process.stderr.write(describeStartError(error, language));
  // What was opened before the error would keep the process alive.
  process.exit(1);
}

async function start(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), language);
  if (settings.help) {
    process.stdout.write(usage(language));
    return;
  }
  const { data } = settings;
  const config = requireToken(await loadConfig(settings.config), settings.config);
  const log = jsonLog('warn', (line) => process.stderr.write(line));
  const host = await openHost({
    config,
    configFile: settings.config,
    data,
    secrets: settings.secrets,
    fresh: settings.fresh,
    log,
    otlp: settings.otlp,
  });
  const [token, viewToken] = [newToken(), newToken()];
  const addresses = Promise.withResolvers<Urls>();
  // The desk first, so that a webhook listener whose port is taken does not move to the desk's: a tunnel that was set up to it
  // would lead to the desk after the next start.
  const desk = await listenAtDesk(host, { token, viewToken, urls: addresses.promise }, settings.deskPort);
  const webhooks = await listenForWebhooks((event) => host.webhook(event), settings.port);
  const urls = urlsOf(webhooks.url, desk.url, config);
  addresses.resolve(urls);
  const stop = async () => {
    removeAddress(data);
    await Promise.all([webhooks.close(), desk.close()]);
    await host.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop());
  onLauncherEnd(() => void stop());
  // Where the command line finds this process.
  writeAddress(data, { url: urls.url, desk: urls.desk, token, viewToken, pid: process.pid });
  process.stdout.write(
    process.stdout.isTTY
      ? banner({ ...urls, console: consoleAddress(urls.desk, token) }, settings)
      : `${JSON.stringify(urls)}\n`,
  );
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function urlsOf(url: string, desk: string, { connections }: GuiyiConfig): Urls {
  const named = Object.entries(connections).filter(([, { source }]) => sources[source].coverage.transport !== 'inlet');
  const webhooks = Object.fromEntries(named.map(([name]) => [name, `${url}/webhooks/${name}`]));
  return { url, desk, webhooks, cdp: `${desk}/openapi`, api: `${desk}/api` };
}
