import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { invalid } from '../../operations/http/answer.ts';
import type { CalledSandbox } from './sandbox-transport.ts';

type Environment = { readonly Bindings: HttpBindings };

const sandboxAnswer = z.looseObject({ code: z.number(), msg: z.string() });

/** What the desk's API tells of the customers in the sandbox. */
export function sandboxApi(sandbox: CalledSandbox): Hono {
  const api = new Hono();
  api.get('/customers', async (context) => {
    const query = new URL(context.req.url).searchParams;
    const { body } = await sandbox.handle({ method: 'GET', path: '/sandbox/customers', query, headers: {}, body: '' });
    const { code, msg } = sandboxAnswer.parse(JSON.parse(body));
    return code === 0 ? context.body(body, 200, { 'content-type': 'application/json' }) : invalid(context, msg);
  });
  return api;
}

/** The sandbox of the CDP at the desk: its open API, and its additions. */
export function sandboxRoutes(sandbox: CalledSandbox): Hono<Environment> {
  const app = new Hono<Environment>();
  const call = (context: Context<Environment>) => callSandbox(context, sandbox);
  app.all('/openapi/*', call);
  app.all('/sandbox/*', call);
  return app;
}

async function callSandbox(context: Context<Environment>, sandbox: CalledSandbox): Promise<Response> {
  const { pathname, searchParams } = new URL(context.req.url);
  const response = await sandbox.handle({
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
