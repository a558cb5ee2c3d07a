import * as z from 'zod/mini';
import { isJsonObject, parseJson, type Json } from '../../functions/shared/json/lossless.ts';
import { firstIssue } from '../protocol/fields.ts';
import { headerList, type Answer, type SandboxRequest } from '../protocol/message.ts';
import { refuse } from '../refusal.ts';
import type { Tenant } from '../tenant.ts';

/** Carries out one call: input checks, then the endpoint's own work. */
export type EndpointHandler = (tenant: Tenant, request: SandboxRequest) => Answer;

type Work<S extends z.ZodMiniObject> = (tenant: Tenant, input: z.infer<S>, request: SandboxRequest) => Answer;

/** An endpoint whose input is the JSON object in the body. */
export function bodyEndpoint<S extends z.ZodMiniObject>(schema: S, work: Work<S>): EndpointHandler {
  return (tenant, request) => {
    let body: Json;
    try {
      body = parseJson(request.body);
    } catch {
      return refuse('E_JSON', 'the body is not JSON');
    }
    return checked(schema, body, work, tenant, request);
  };
}

/** An endpoint whose input is the query. */
export function queryEndpoint<S extends z.ZodMiniObject>(schema: S, work: Work<S>): EndpointHandler {
  return (tenant, request) => checked(schema, Object.fromEntries(request.query), work, tenant, request);
}

function checked<S extends z.ZodMiniObject>(
  schema: S,
  input: Json,
  work: Work<S>,
  tenant: Tenant,
  request: SandboxRequest,
): Answer {
  if (!isJsonObject(input)) return refuse('E_FIELD', 'the body must be a JSON object');
  const parsed = z.safeParse(schema, input);
  if (!parsed.success) return refuse('E_FIELD', firstIssue(parsed.error));
  const answer = work(tenant, parsed.data, request);
  const ignored = Object.keys(input).filter((name) => !Object.hasOwn(schema.shape, name));
  if (!answer.ok || ignored.length === 0) return answer;
  return { ...answer, headers: { ...answer.headers, 'x-sandbox-ignored-fields': headerList(ignored) } };
}
