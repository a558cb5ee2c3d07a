import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import { rejectionOfForeign } from '../../sandbox/foreign-request.ts';
import type { Listening } from '../../sandbox/loopback.ts';
import { isJson } from '../../sandbox/protocol/message.ts';
import { localApi } from './api.ts';
import { consoleApi } from '../console/console-api.ts';
import { pageRoutes } from '../console/page-routes.ts';
import type { Host } from './host.ts';
import { METRICS_TYPE, metricsText } from './metrics.ts';
import { problemDetails } from './problem-details.ts';
import { listen, type ErrorResponse } from './listen.ts';

type Environment = { readonly Bindings: HttpBindings };

export interface DeskOptions {
  /** What a caller of `/api` must know. */
  readonly token: string;
  /** The same for whoever may look and change nothing. */
  readonly viewToken?: string;
  /** The addresses of this process, when all of them are known. */
  readonly urls: Promise<{ readonly url?: string }>;
}

/** The operator's API and the sandbox of the CDP, for the programs and the person of this machine. */
export function listenAtDesk(host: Host, options: DeskOptions, port: number): Promise<Listening> {
  return listen(deskApp(host, options).fetch, foreign, port);
}

function foreign({ headers, socket }: IncomingMessage): ErrorResponse | undefined {
  const body = rejectionOfForeign(headers, socket.localPort ?? 0);
  return body === undefined ? undefined : { status: 403, body };
}

function deskApp(host: Host, { token, viewToken, urls }: DeskOptions): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(secureHeaders({ strictTransportSecurity: false, xFrameOptions: 'DENY' }), notStored);
  const viewTokens = viewToken === undefined ? [] : [viewToken];
  const isViewer = ({ req }: Context) => viewTokens.some((one) => req.header('authorization') === `Bearer ${one}`);
  // Reads too: another user of this machine can reach the port, and cannot read the file that has the token.
  app.use('/api/*', problemDetails, holdersOf([token, ...viewTokens]), jsonWrites, viewersRead(isViewer));
  app.route('/api', localApi(host));
  let webhookUrl: string | undefined;
  void urls.then(({ url }) => (webhookUrl = url));
  app.route('/api', consoleApi({ ...host, webhookUrl: () => webhookUrl, isViewer }));
  app.get('/metrics', holdersOf([token, ...viewTokens]), async (context) =>
    context.body(await metricsText(host), 200, { 'content-type': METRICS_TYPE }),
  );
  const sandbox = (context: Context<Environment>) => callSandbox(context, host);
  app.all('/openapi/*', sandbox);
  app.all('/sandbox/*', sandbox);
  app.route('/', pageRoutes());
  app.get('/', async (context) => context.json({ name: 'guiyi', ...(await urls) }));
  app.notFound((context) => context.text('not found', 404));
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof CdpError) {
      // Its own message may repeat what was sent.
      const isRefused = error.kind === 'rejected';
      const reasonShown = isRefused ? 'the CDP declined the call' : `the CDP cannot be asked (${error.kind})`;
      return context.json({ error: `${reasonShown}: nothing was done. Try again later` }, isRefused ? 502 : 503);
    }
    return error instanceof SyntaxError
      ? context.json({ error: 'the body is not JSON' }, 400)
      : context.text('fault', 500);
  });
  return app;
}

const notStored: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
};

/** Compares in constant time. */
function holdersOf(token: string[]): MiddlewareHandler {
  const error = 'the token is missing or of another start: send that of address.json, authorization: Bearer <token>';
  const refused = { message: (context: Context) => context.json({ error }, 401) };
  return bearerAuth({
    token,
    noAuthenticationHeader: refused,
    invalidAuthenticationHeader: refused,
    invalidToken: refused,
  });
}

/** Writes that only look: they keep a personal value out of the address. */
const LOOKS: ReadonlySet<string> = new Set(['/api/search', '/api/held']);
/** Reads without a personal value in clear. */
const MASKED =
  /^\/api\/(status|why|events|requests|discarded|proofs|cases|privacy-requests|reveals|event-rows|event-pages|customer-rows|customer-pages|sources|health|changes|reasons|dead-letters|quarantine|suppressions|jobs|openapi.json|play)(\/|$)/;

/** Who has the token of viewers changes nothing, and sees nothing in clear. */
function viewersRead(isViewer: (context: Context) => boolean): MiddlewareHandler {
  return async (context, next) => {
    if (!isViewer(context)) return next();
    const { method, path } = context.req;
    const isRead = method === 'GET' || method === 'HEAD';
    if (isRead ? !MASKED.test(path) : !LOOKS.has(path)) {
      return context.json({ error: 'this key may look, and neither change anything nor see values in clear' }, 403);
    }
    return next();
  };
}

/** No page can send JSON to another origin before the browser has asked there (CORS preflight); other types it can. */
const jsonWrites: MiddlewareHandler = async (context, next) => {
  const { method } = context.req;
  const isRead = method === 'GET' || method === 'HEAD';
  if (isRead || isJson(context.req.header('content-type'))) return next();
  return context.json({ error: 'a write takes content-type: application/json' }, 415);
};

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
