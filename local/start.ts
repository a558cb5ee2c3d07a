import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../functions/shared/config/problem.ts';
import { jsonLog } from '../functions/shared/log/log.ts';
import { coverage } from '../functions/shared/sources/coverage.ts';
import { banner } from './host/banner.ts';
import { openHost } from './host/host.ts';
import { httpApp } from './host/http.ts';
import { listen } from './host/listen.ts';
import { loadConfig } from './host/load-config.ts';
import { readSettings, UsageError } from './host/settings.ts';
import { StateInUseError } from './store/database.ts';

try {
  await start();
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof UsageError || error instanceof StateInUseError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const settings = readSettings(process.argv.slice(2));
  const config = await loadConfig(settings.config);
  const log = jsonLog('warn', (line) => process.stderr.write(line));
  const host = await openHost({ config, data: settings.data, secrets: settings.secrets, fresh: settings.fresh, log });
  const app = httpApp(host, () => urls);
  const server = await listen(app.fetch, settings.port);
  const urls = {
    url: server.url,
    webhooks: Object.fromEntries(
      Object.entries(config.connections)
        .filter(([, { source }]) => coverage[source].transport !== 'inlet')
        .map(([name]) => [name, `${server.url}/webhooks/${name}`]),
    ),
    cdp: `${server.url}/openapi`,
    api: `${server.url}/api`,
  };
  // Where the command line finds this process.
  const addressFile = join(settings.data, 'address.json');
  const stop = async () => {
    rmSync(addressFile, { force: true });
    await server.close();
    await host.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  writeFileSync(addressFile, JSON.stringify({ url: server.url, pid: process.pid }));
  process.stdout.write(process.stdout.isTTY ? banner(urls, settings) : `${JSON.stringify(urls)}\n`);
}
