import { randomBytes } from 'node:crypto';
import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { requireToken } from '../functions/shared/config/require-token.ts';
import { jsonLog } from '../functions/shared/log/log.ts';
import { sources } from '../functions/shared/sources/generated/sources.ts';
import { consoleAddress, removeAddress, writeAddress } from './host/address.ts';
import { banner, sandboxAddress, type Urls } from './host/banner.ts';
import { type DeskOptions, listenAtDesk } from './host/desk.ts';
import { openHost } from './host/host.ts';
import { loadConfig } from '../operations/load-config.ts';
import { type HostSettings, languageOfStart, readSettings, usage } from './host/settings.ts';
import { listenForWebhooks } from './host/webhook-listener.ts';
import type { Webhook } from './host/webhook-routes.ts';
import { onLauncherEnd } from './state/launcher.ts';
import { describeStartError, StartError } from './state/start-error.ts';
import { sandboxLost } from './state/sandbox-lost.ts';
import type { Listening } from '../sandbox/loopback.ts';

// A log that cannot be written, on a full disk or because its reader is gone, is lost. Receiving and delivering go on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const log = jsonLog('warn', (line) => process.stderr.write(line));
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
  const started = settings.bundles ? await openStage(config, settings) : await openInProcess(config, settings);
  const [token, viewToken] = [newToken(), newToken()];
  const addresses = Promise.withResolvers<Urls>();
  // The desk first, so that a webhook listener whose port is taken does not move to the desk's: a tunnel that was set up to it
  // would lead to the desk after the next start.
  const desk = await started.listenAtDesk({ token, viewToken, urls: addresses.promise }, settings.deskPort);
  await started.begin(desk.url);
  const webhooks = await listenForWebhooks(started.webhook, settings.port);
  const urls = urlsOf(webhooks.url, desk.url, config);
  addresses.resolve(urls);
  const stop = async () => {
    removeAddress(data);
    await Promise.all([webhooks.close(), desk.close()]);
    await started.close();
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

/** What receives webhooks, and the desk over it. */
interface Started {
  listenAtDesk(options: DeskOptions, port: number): Promise<Listening>;
  /** What needs to know where the desk listens. */
  begin(desk: string): Promise<void>;
  readonly webhook: Webhook;
  close(): Promise<void>;
}

async function openInProcess(config: GuiyiConfig, settings: HostSettings): Promise<Started> {
  const { data, secrets, fresh, otlp } = settings;
  const host = await openHost({
    config,
    configFile: settings.config,
    data,
    secrets,
    fresh,
    log,
    onSandboxLost: endWithoutSandbox,
    otlp,
  });
  return {
    listenAtDesk: (options, port) => listenAtDesk(host, options, port),
    begin: async () => undefined,
    webhook: (event) => host.webhook(event),
    close: () => host.close(),
  };
}

/** Nothing could be delivered any more. What was acknowledged is on the disk, as after any other end. */
function endWithoutSandbox(cause: unknown): void {
  process.stderr.write(describeStartError(sandboxLost(cause), language));
  process.exit(1);
}

async function openStage(config: GuiyiConfig, { data, secrets }: HostSettings): Promise<Started> {
  const { openLocalStage } = await importLocalStage();
  const write = (line: string) => void process.stderr.write(`${line}\n`);
  const stage = await openLocalStage({ config, data, secrets, log, write });
  return {
    listenAtDesk: (options, port) => stage.listenAtDesk(options, port),
    begin: (desk) => stage.begin(desk),
    webhook: (event) => stage.webhook(event),
    close: () => stage.close(),
  };
}

/** @throws StartError where what it needs is not installed */
async function importLocalStage() {
  try {
    return await import('../local-stage/open-local-stage.ts');
  } catch (cause) {
    const [, missing] = /Cannot find package '([^']+)'/.exec(cause instanceof Error ? cause.message : '') ?? [];
    if (missing === undefined) throw cause;
    const text = {
      en: `--bundles needs the development package ${missing}, which is not installed: npm ci --include=dev`,
      zh: `--bundles 需要开发依赖 ${missing}，尚未安装：npm ci --include=dev`,
    };
    throw new StartError('bundles-unavailable', text, { cause });
  }
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function urlsOf(url: string, desk: string, { connections, cdp: { baseUrl } }: GuiyiConfig): Urls {
  const named = Object.entries(connections).filter(([, { source }]) => sources[source].coverage.transport !== 'inlet');
  const webhooks = Object.fromEntries(named.map(([name]) => [name, `${url}/webhooks/${name}`]));
  const cdp = baseUrl === 'sandbox' ? sandboxAddress(desk) : baseUrl;
  return { url, desk, webhooks, cdp, api: `${desk}/api` };
}
