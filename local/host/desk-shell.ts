import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import { knownNames } from '../../operations/http/known-names.ts';
import { rejectionOfForeign } from '../../sandbox/foreign-request.ts';
import type { Listening } from '../../sandbox/loopback.ts';
import { isJson } from '../../sandbox/protocol/message.ts';
import { diskProblem } from '../store/disk-problem.ts';
import { type ErrorResponse, listen } from './listen.ts';
import { problemDetails } from './problem-details.ts';

type Environment = { readonly Bindings: HttpBindings };

export interface DeskKeys {
  /** What a caller of `/api` must know. */
  readonly token: string;
  /** The same for whoever may look and change nothing. */
  readonly viewToken?: string;
}

/** What an error of one's own is answered; undefined for one that is not known. */
export type AnswerError = (
  error: unknown,
) => { readonly status: 403 | 409 | 502; readonly error: string; readonly code: string } | undefined;

export interface DeskShell {
  readonly app: Hono<Environment>;
  /** Whether a request came with the token of those who only look. */
  readonly isViewer: (context: Context) => boolean;
  /** Lets holders of a token pass. */
  readonly holders: MiddlewareHandler;
  /** Aborted when the desk closes: a stream has no end of its own. */
  readonly closing: AbortController;
}

/** What stands before everything that a desk serves: who may ask, who may write, and how an error is told. Routes are put into `app`. */
export function deskShell({ token, viewToken }: DeskKeys, answerError: AnswerError = () => undefined): DeskShell {
  const app = new Hono<Environment>();
  app.use(secureHeaders({ strictTransportSecurity: false, xFrameOptions: 'DENY' }), notStored);
  const viewTokens = viewToken === undefined ? [] : [viewToken];
  const isViewer = ({ req }: Context) => viewTokens.some((one) => req.header('authorization') === `Bearer ${one}`);
  const holders = holdersOf([token, ...viewTokens]);
  // Reads too: another user of this machine can reach the port, and cannot read the file that has the token.
  app.use('/api/*', problemDetails, holders, jsonWrites, viewersRead(isViewer), knownNames);
  app.notFound((context) => context.text('not found', 404));
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof CdpError) {
      // Its own message may repeat what was sent.
      const isRefused = error.kind === 'rejected';
      const reasonShown = isRefused ? 'the CDP declined the call' : `the CDP cannot be asked (${error.kind})`;
      return context.json({ error: `${reasonShown}: nothing was done. Try again later` }, isRefused ? 502 : 503);
    }
    const disk = diskProblem(error);
    if (disk !== undefined) {
      return context.json(
        { error: `the state cannot be written: ${disk}. It was not done; mend that, and try again` },
        503,
      );
    }
    const known = answerError(error);
    if (known) return context.json({ error: known.error, code: known.code }, known.status);
    return error instanceof SyntaxError
      ? context.json({ error: 'the body is not JSON' }, 400)
      : context.json({ error: 'something failed that Guiyi did not expect: please report it', code: 'fault' }, 500);
  });
  return { app, isViewer, holders, closing: new AbortController() };
}

/** Serves a desk to this machine alone: to no other Host, and to no page of another origin. */
export async function listenForDesk({ app, closing }: DeskShell, port: number): Promise<Listening> {
  const listening = await listen(app.fetch, foreign, port);
  return {
    url: listening.url,
    async close() {
      closing.abort();
      await listening.close();
    },
  };
}

function foreign({ headers, socket }: IncomingMessage): ErrorResponse | undefined {
  const body = rejectionOfForeign(headers, socket.localPort ?? 0);
  return body === undefined ? undefined : { status: 403, body };
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
