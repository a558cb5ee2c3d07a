import type { EndpointHandler } from '../endpoints/endpoint.ts';
import { decline } from '../declined.ts';
import type { Tenant } from '../tenant.ts';
import type { Access } from './access.ts';
import type { Fault } from './faults.ts';
import { envelope, isJson, plainResponse, type SandboxRequest, type SandboxResponse } from './message.ts';

export const MAX_BODY_BYTES = 1024 * 1024;

export const tooLarge = plainResponse(413, `a body may have ${MAX_BODY_BYTES} bytes`);

export const failed = plainResponse(500, 'the sandbox failed');

/** What a path does, by method. */
export type Route = Readonly<Partial<Record<'GET' | 'POST', EndpointHandler>>>;

export type Routed =
  | { readonly kind: 'route'; readonly run: EndpointHandler }
  | { readonly kind: 'answered'; readonly response: SandboxResponse };

/** Q04: what does not reach an endpoint is answered by HTTP status alone. */
export function routeTo(routes: ReadonlyMap<string, Route>, request: SandboxRequest, { switches }: Tenant): Routed {
  const route = routes.get(request.path);
  if (route === undefined) return answered(plainResponse(404, 'no such path'));
  const { method } = request;
  const run = method === 'GET' || method === 'POST' ? route[method] : undefined;
  // Q09, and HEAD is no GET here (Q07).
  if (run === undefined) {
    const allow = Object.keys(route).join(', ');
    return answered(plainResponse(405, `this path takes ${allow}`, { allow }));
  }
  if (isTooLarge(request.body)) return answered(tooLarge);
  // Q08: the documents want the header on GET too.
  const isWanted = method === 'POST' || (switches.contentTypeOnGet === 'required' && isDocumented(request));
  if (isWanted && !isJson(request.headers['content-type']))
    return answered(plainResponse(415, 'the body must be application/json'));
  return { kind: 'route', run };
}

/** The API itself, not one of the sandbox's own paths. */
export function isDocumented({ path }: SandboxRequest): boolean {
  return path.startsWith('/openapi/');
}

/** No character of UTF-8 has more than three bytes a UTF-16 unit: most bodies need not be measured. */
function isTooLarge(body: string): boolean {
  return body.length * 3 > MAX_BODY_BYTES && Buffer.byteLength(body) > MAX_BODY_BYTES;
}

function answered(response: SandboxResponse): Routed {
  return { kind: 'answered', response };
}

/** Answers a call as its fault wants. */
export function withFault(
  fault: Fault,
  request: SandboxRequest,
  { switches }: Tenant,
  access: Access,
  carryOut: (request: SandboxRequest) => SandboxResponse,
): SandboxResponse {
  switch (fault.mode) {
    case 'reject':
      return envelope(decline('E_FAULT', 'rejected on demand'), switches);
    case 'http-500':
      return plainResponse(500, 'failed on demand');
    case 'throttle':
      return plainResponse(429, 'throttled on demand', { 'retry-after': String(fault.retryAfterSeconds) });
    case 'latency':
      return { ...carryOut(request), delayMs: fault.delayMs };
    case 'expire-token':
      access.expire(request.headers['token']);
      return carryOut(request);
    case 'drop-after-commit':
      return { ...carryOut(request), dropped: true };
  }
}
