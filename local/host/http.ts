import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { localApi } from './api.ts';
import { frontDoor } from './front-door.ts';
import type { Host } from './host.ts';

type Environment = { readonly Bindings: HttpBindings };

/** Everything that `npm start` serves: the front door, the sandbox, the local JSON API. */
export function httpApp(host: Host, urls: () => Readonly<Record<string, unknown>>): Hono<Environment> {
  const app = new Hono<Environment>();
  app.route(
    '/webhooks',
    frontDoor((event) => host.webhook(event)),
  );
  const sandbox = (context: Context<Environment>) => callSandbox(context, host);
  app.all('/openapi/*', sandbox);
  app.all('/sandbox/*', sandbox);
  app.route('/api', localApi(host));
  app.get('/', (context) => context.json({ name: 'guiyi', ...urls() }));
  app.notFound((context) => context.text('not found', 404));
  app.onError((error, context) =>
    context.text(error instanceof SyntaxError ? 'malformed' : 'fault', error instanceof SyntaxError ? 400 : 500),
  );
  return app;
}

async function callSandbox(context: Context<Environment>, host: Host): Promise<Response> {
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
