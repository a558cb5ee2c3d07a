import type * as z from 'zod/mini';
import { takeToken } from './token.ts';

export type FailureKind =
  | 'unauthorized'
  | 'read-only'
  | 'account'
  | 'locked'
  | 'not-found'
  | 'request'
  | 'cdp'
  | 'unreachable'
  | 'unexpected';

/** What a request to the desk ended with, other than an answer. */
export class ApiError extends Error {
  readonly kind: FailureKind;
  readonly retryable: boolean;
  /** The answer, where there was one. */
  readonly answer: unknown;
  constructor(kind: FailureKind, message: string, answer?: unknown) {
    super(message);
    this.name = 'ApiError';
    this.kind = kind;
    this.retryable = kind === 'unreachable';
    this.answer = answer;
  }
}

const kinds: Readonly<Record<number, FailureKind>> = {
  400: 'request',
  401: 'unauthorized',
  403: 'read-only',
  404: 'not-found',
  409: 'request',
  415: 'request',
  502: 'cdp',
  503: 'cdp',
};

export function headersOf(others: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { authorization: `Bearer ${takeToken() ?? ''}`, ...others };
}

/** Asks the desk; with a body it is a write. @throws ApiError */
export async function ask<T>(schema: z.ZodMiniType<T>, path: string, body?: object, signal?: AbortSignal): Promise<T> {
  const json = await call(path, body, signal);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new ApiError(
    'unexpected',
    `the answer of ${path.split('?')[0] ?? ''} has another form than this page knows: ${where}`,
  );
}

async function call(path: string, body: object | undefined, signal: AbortSignal | undefined): Promise<unknown> {
  const init = body
    ? { method: 'POST', headers: headersOf({ 'content-type': 'application/json' }), body: JSON.stringify(body) }
    : { headers: headersOf() };
  const response = await fetch(path, { ...init, ...(signal && { signal }) }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('unreachable', 'nothing answers at this address');
  });
  const text = await response.text();
  const json = parse(text);
  if (response.ok) return json;
  throw new ApiError(kindOf(response.status, json), textIn(json, 'error') ?? `HTTP ${response.status}`, json);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A refusal says whose it is: of this key, of a stage that is locked, or of the AWS credentials. */
function kindOf(status: number, json: unknown): FailureKind {
  const code = textIn(json, 'code');
  return status === 403 && (code === 'account' || code === 'locked') ? code : (kinds[status] ?? 'unexpected');
}

function textIn(json: unknown, name: string): string | undefined {
  const value: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
