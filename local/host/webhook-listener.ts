import type { IncomingMessage } from 'node:http';
import { Hono } from 'hono';
import type { Listening } from '../../sandbox/loopback.ts';
import { localWebhookRoutes, type Webhook } from './webhook-routes.ts';
import { listen, type ErrorResponse } from './listen.ts';

/** Percent-encoded letters, digits, `-` and `_`: some consoles encode what needs no encoding. */
const ENCODED = '%(?:2[dD]|3\\d|[46][1-9a-fA-F]|[57][\\daA]|5[fF])';
const WEBHOOK = new RegExp(`^/webhooks/(?:[\\w-]|${ENCODED})+/?(?:\\?|$)`);

/** All that there is, by the request target as it was sent: no dot, no encoded slash, no second slash leads elsewhere. */
const routes = [
  { target: WEBHOOK, methods: ['GET', 'POST', 'OPTIONS'] },
  { target: /^\/health(?:\?|$)/, methods: ['GET', 'HEAD'] },
];

/** What is no webhook and no health check is answered before anything reads more of it than method and target. */
export function errorOfNoWebhook({
  method = '',
  url: target = '',
}: Pick<IncomingMessage, 'method' | 'url'>): ErrorResponse | undefined {
  const route = routes.find((one) => one.target.test(target));
  if (!route) return { status: 404, body: 'not found' };
  if (route.methods.includes(method)) return undefined;
  return { status: 405, body: 'method not allowed', headers: { allow: route.methods.join(', ') } };
}

/**
 * `GET|POST|OPTIONS /webhooks/<connection>` and `GET|HEAD /health`: what a tunnel may show to the world. A tunnel has a host name
 * of its own, so any Host will do; whoever asks, a signature decides, and there is nothing to read.
 */
export function listenForWebhooks(webhook: Webhook, port: number): Promise<Listening> {
  const app = new Hono({ strict: false });
  app.get('/health', (context) => context.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }));
  app.route('/webhooks', localWebhookRoutes(webhook));
  app.notFound((context) => context.text('not found', 404));
  app.onError((_error, context) => context.text('fault', 500));
  return listen(app.fetch, errorOfNoWebhook, port);
}
