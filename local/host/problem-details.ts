import { STATUS_CODES } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import { isJsonObject } from '../../functions/shared/json/lossless.ts';

/**
 * Makes problem details (RFC 9457) of whatever the API answers that is no success: `type`, `title`, `status`, `detail`. What it has said
 * before stays beside them: `error` is the same text as `detail`, `code` is for programs.
 */
export const problemDetails: MiddlewareHandler = async (context, next) => {
  await next();
  const { status, headers } = context.res;
  if (status < 400) return;
  const text = await context.res.text();
  const said = saidIn(text);
  const error = typeof said['error'] === 'string' ? said['error'] : text;
  const problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: error,
    ...said,
    error,
  };
  const kept = new Headers(headers);
  kept.delete('content-length');
  kept.set('content-type', 'application/problem+json');
  context.res = undefined;
  context.res = new Response(JSON.stringify(problem), { status, headers: kept });
};

function saidIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) ? json : {};
  } catch {
    return {};
  }
}
