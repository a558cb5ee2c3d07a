import type { MiddlewareHandler } from 'hono';
import * as z from 'zod/mini';
import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import { readRequest } from '../request.ts';
import { invalid } from './answer.ts';
import { type ApiRoute, apiRoutes } from './api-document.ts';

/**
 * Rejects a query or a body with a name that the document of the API does not have. Left out, a name that is misspelt or stands in the wrong
 * place would make the request mean more than whoever wrote it wants: a selection in the query of a redrive would move everything.
 */
export const knownNames: MiddlewareHandler = async (context, next) => {
  const { method, path } = context.req;
  const route = routeOf(method === 'HEAD' ? 'get' : method.toLowerCase(), path.replace(/^\/api/, ''));
  if (!route) return next();
  const unknownInQuery = unknownName(context.req.query(), Object.keys(route.query?.shape ?? {}));
  if (unknownInQuery !== undefined) return invalid(context, unknownInQuery);
  const inBody = route.body instanceof z.ZodMiniObject ? Object.keys(route.body.shape) : route.body ? undefined : [];
  if (route.method === 'post' && inBody) {
    const unknownInBody = unknownName(fieldsOf(await context.req.text()), inBody);
    if (unknownInBody !== undefined) return invalid(context, unknownInBody);
  }
  return next();
};

const patterns = apiRoutes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/g, '[^/]+')}$`),
}));

/** The first one: what has a name of its own stands before what is named by an id. */
function routeOf(method: string, path: string): ApiRoute | undefined {
  return patterns.find(({ route, pattern }) => route.method === method && pattern.test(path))?.route;
}

function unknownName(given: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  const schema = z.strictObject(Object.fromEntries(names.map((name) => [name, z.optional(z.unknown())])));
  const read = readRequest(schema, given, names);
  return read.ok ? undefined : read.error;
}

/** None of what is no object: whoever reads the body says so. */
function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const json = text === '' ? undefined : parseJson(text);
    return isJsonObject(json) ? json : {};
  } catch {
    return {};
  }
}
