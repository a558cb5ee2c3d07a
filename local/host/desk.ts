import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import type { Listening } from '../../sandbox/loopback.ts';
import { consoleApi } from '../console/console-api.ts';
import { pageRoutes } from '../console/page-routes.ts';
import { localApi } from './api.ts';
import { type DeskKeys, type DeskShell, deskShell, listenForDesk } from './desk-shell.ts';
import type { Host } from './host.ts';
import { METRICS_TYPE, metricsText } from './metrics.ts';

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
  const sandbox = (context: Context<{ readonly Bindings: HttpBindings }>) => callSandbox(context, host);
  app.all('/openapi/*', sandbox);
  app.all('/sandbox/*', sandbox);
  app.route('/', pageRoutes());
  app.get('/', async (context) => context.json({ name: 'guiyi', ...(await urls) }));
  return shell;
}

async function callSandbox(context: Context<{ readonly Bindings: HttpBindings }>, host: Host): Promise<Response> {
  const { pathname, searchParams } = new URL(context.req.url);
  const response = host.sandbox.handle({
    method: context.req.method,
    path: pathname,
    query: searchParams,
    headers: context.req.header(),
    body: await context.req.text(),
  });
  // Faults that were ordered: the answer is late, or lost on the way.
  if (response.delayMs !== undefined) await wait(response.delayMs);
  if (response.dropped) context.env.incoming.socket.destroy();
  return new Response(response.body === '' ? null : response.body, response);
}
