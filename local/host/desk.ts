import type { Listening } from '../../sandbox/loopback.ts';
import { consoleApi } from '../console/console-api.ts';
import { pageRoutes } from '../console/page-routes.ts';
import { localApi } from './api.ts';
import { type DeskKeys, type DeskShell, deskShell, listenForDesk } from './desk-shell.ts';
import type { Host } from './host.ts';
import { METRICS_TYPE, metricsText } from './metrics.ts';
import { sandboxRoutes } from './sandbox-routes.ts';

export interface DeskOptions extends DeskKeys {
  /** The addresses of this process, when all of them are known. */
  readonly urls: Promise<{ readonly url?: string }>;
}

/** The operator's API and the sandbox of the CDP, for the programs and the person of this machine. */
export function listenAtDesk(host: Host, options: DeskOptions, port: number): Promise<Listening> {
  return listenForDesk(openDesk(host, options), port);
}

function openDesk(host: Host, { urls, ...keys }: DeskOptions): DeskShell {
  const shell = deskShell(keys);
  const { app, isViewer, holders, closing } = shell;
  app.route('/api', localApi(host));
  let webhookUrl: string | undefined;
  void urls.then(({ url }) => (webhookUrl = url));
  app.route('/api', consoleApi({ ...host, webhookUrl: () => webhookUrl, isViewer, closing: closing.signal }));
  app.get('/metrics', holders, async (context) =>
    context.body(await metricsText(host), 200, { 'content-type': METRICS_TYPE }),
  );
  app.route('/', sandboxRoutes(host.sandbox));
  app.route('/', pageRoutes());
  app.get('/', async (context) => context.json({ name: 'guiyi', ...(await urls) }));
  return shell;
}
