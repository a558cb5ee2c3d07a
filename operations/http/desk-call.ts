import type * as z from 'zod/mini';
import { isJsonObject, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import type { Objection } from '../objection.ts';
import { DeskError } from './desk-error.ts';

/** Where a desk answers, and what its callers must know. */
export interface DeskAddress {
  readonly desk: string;
  readonly token: string;
}

type Query = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Calls of the operator's API. @throws DeskError */
export interface DeskCalls {
  readonly get: <T extends object>(path: string, schema: z.ZodMiniType<T>, query?: Query) => Promise<T | Objection>;
  readonly post: <T extends object>(path: string, schema: z.ZodMiniType<T>, body: object) => Promise<T | Objection>;
}

const problems: Readonly<Record<number, Objection['problem']>> = {
  400: 'invalid',
  403: 'locked',
  404: 'not-found',
  409: 'conflict',
};
const UNAUTHORISED = 401;
const failures: Readonly<Record<number, DeskError['kind']>> = {
  [UNAUTHORISED]: 'unauthorised',
  502: 'declined',
  503: 'unreachable',
};

export function openDeskCalls({ desk, token }: DeskAddress): DeskCalls {
  const authorization = `Bearer ${token}`;
  const call = async <T extends object>(path: string, schema: z.ZodMiniType<T>, init: RequestInit) => {
    const response = await fetch(`${desk}/api${path}`, init).catch((cause: unknown) => {
      throw new DeskError('unreachable', `nothing answers at ${desk}`, { cause });
    });
    const text = await response.text();
    const json = jsonIn(text);
    // What nothing is known of has a form of its own.
    if (response.ok || response.status === 404) {
      const parsed = schema.safeParse(json);
      if (parsed.success) return parsed.data;
    }
    const error = (isJsonObject(json) ? scalar(json['error']) : undefined) ?? `HTTP ${response.status} of ${desk}`;
    const problem = problems[response.status];
    if (problem === undefined) throw new DeskError(failures[response.status] ?? 'failed', error);
    const code = isJsonObject(json) ? scalar(json['code']) : undefined;
    return { problem, error, ...(code !== undefined && { code }) } satisfies Objection;
  };
  return {
    get: (path, schema, query = {}) => call(path + queryText(query), schema, { headers: { authorization } }),
    post: (path, schema, body) =>
      call(path, schema, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}

function queryText(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return (typeof value === 'object' ? value : [String(value)]).map((one): [string, string] => [name, one]);
  });
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

function jsonIn(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
