import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import { isObjection, type Objection } from '../objection.ts';
import { type Read, readRequest } from '../request.ts';

const statusOf = { invalid: 400, 'not-found': 404, conflict: 409, locked: 403 } as const;

/** An answer as JSON, or what stands against it. */
export function answer(context: Context, value: object | Objection, status: 200 | 201 | 202 = 200) {
  if (!isObjection(value)) return context.json(value, status);
  const { problem, error, code } = value;
  return context.json({ error, ...(code !== undefined && { code }) }, statusOf[problem]);
}

/** A request that cannot be understood. */
export function invalid(context: Context, error: string) {
  return answer(context, { problem: 'invalid', error });
}

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

/** Left as it is where it is none: its schema says so. */
function flagOf(text: string | undefined): boolean | string | undefined {
  return text === 'true' || text === 'false' ? text === 'true' : text;
}

/** A query as its schema has it; of the names in `lists` every value counts, of the others the first. */
export function readQuery<T>(
  context: Context,
  schema: z.ZodMiniObject & z.ZodMiniType<T>,
  {
    lists = [],
    flags = [],
    others = [],
  }: Readonly<Partial<Record<'lists' | 'flags' | 'others', readonly string[]>>> = {},
): Read<T> {
  const given: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(context.req.queries())) {
    if (others.includes(name)) continue;
    given[name] = lists.includes(name) ? values : flags.includes(name) ? flagOf(values[0]) : values[0];
  }
  return readRequest<T>(schema, given, [...Object.keys(schema.shape), ...others]);
}
