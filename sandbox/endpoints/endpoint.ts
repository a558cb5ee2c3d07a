import * as z from 'zod/mini';
import type { EndpointName } from '../../functions/shared/cdp/contract.ts';
import { contract, type Contract } from '../../functions/shared/cdp/contract/contract.ts';
import { isJsonObject, parseJson, type Json } from '../../functions/shared/json/lossless.ts';
import { firstIssue } from '../protocol/fields.ts';
import { headerList, type Answer, type SandboxRequest } from '../protocol/message.ts';
import { decline } from '../declined.ts';
import type { Switches } from '../switches.ts';
import type { Tenant } from '../tenant.ts';

/** Carries out one call: input checks, then the endpoint's own work. */
export type EndpointHandler = (tenant: Tenant, request: SandboxRequest) => Answer;

type Work<S extends z.ZodMiniObject> = (tenant: Tenant, input: z.output<S>, request: SandboxRequest) => Answer;

/** An endpoint of the API that takes what the contract says. */
export function documentedEndpoint<Name extends EndpointName>(
  name: Name,
  work: Work<Contract[Name]['request']>,
): EndpointHandler {
  const schema: Contract[Name]['request'] = contract[name].request;
  return lenientEndpoint(name, () => schema, work);
}

/** An endpoint of the API that takes more than the contract says, as the switches have it. */
export function lenientEndpoint<S extends z.ZodMiniObject>(
  name: EndpointName,
  schemaOf: (switches: Switches) => S,
  work: Work<S>,
): EndpointHandler {
  const read = contract[name].input === 'body' ? bodyOf : queryOf;
  return (tenant, request) => checked(schemaOf(tenant.switches), read(request), work, tenant, request);
}

/** One of the sandbox's own paths, whose input is the JSON object in the body. */
export function bodyEndpoint<S extends z.ZodMiniObject>(schema: S, work: Work<S>): EndpointHandler {
  return (tenant, request) => checked(schema, bodyOf(request), work, tenant, request);
}

/** One of the sandbox's own paths, whose input is the query. */
export function queryEndpoint<S extends z.ZodMiniObject>(schema: S, work: Work<S>): EndpointHandler {
  return (tenant, request) => checked(schema, queryOf(request), work, tenant, request);
}

function bodyOf({ body }: SandboxRequest): Json | undefined {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}

function queryOf({ query }: SandboxRequest): Json {
  return Object.fromEntries(query);
}

function checked<S extends z.ZodMiniObject>(
  schema: S,
  input: Json | undefined,
  work: Work<S>,
  tenant: Tenant,
  request: SandboxRequest,
): Answer {
  if (input === undefined) return decline('E_JSON', 'the body is not JSON');
  if (!isJsonObject(input)) return decline('E_FIELD', 'the body must be a JSON object');
  const parsed = z.safeParse(schema, input);
  if (!parsed.success) return decline('E_FIELD', firstIssue(parsed.error));
  const answer = work(tenant, parsed.data, request);
  const ignored = Object.keys(input).filter((name) => !Object.hasOwn(schema.shape, name));
  if (!answer.ok || ignored.length === 0) return answer;
  return { ...answer, headers: { ...answer.headers, 'x-sandbox-ignored-fields': headerList(ignored) } };
}
