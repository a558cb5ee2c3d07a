import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import { type Read, readRequest } from '../../operations/request.ts';

/** The body of a request as its schema has it. */
export async function readBody<T>(context: Context, schema: z.ZodMiniObject & z.ZodMiniType<T>): Promise<Read<T>> {
  const text = await context.req.text();
  let json: unknown;
  try {
    json = text === '' ? undefined : parseJson(text);
  } catch {
    return { ok: false, error: 'the body is not JSON' };
  }
  return readRequest<T>(schema, json, Object.keys(schema.shape));
}
