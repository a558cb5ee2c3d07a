import type { EndpointHandler } from '../endpoints/endpoint.ts';
import { refuse } from '../refusal.ts';
import type { Fault } from './faults.ts';
import { envelope, plainResponse, type SandboxRequest, type SandboxResponse } from './message.ts';

const MAX_BODY_BYTES = 1024 * 1024;

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly run: EndpointHandler;
}

export type Routed =
  | { readonly kind: 'route'; readonly run: EndpointHandler }
  | { readonly kind: 'answered'; readonly response: SandboxResponse };

/** Q04: what does not reach an endpoint is answered by HTTP status alone. */
export function routeTo(routes: ReadonlyMap<string, Route>, request: SandboxRequest): Routed {
  const route = routes.get(request.path);
  if (route === undefined) return answered(plainResponse(404, 'no such path'));
  // Q09, and HEAD is no GET here (Q07).
  if (request.method !== route.method)
    return answered(plainResponse(405, `this path takes ${route.method}`, { allow: route.method }));
  if (Buffer.byteLength(request.body) > MAX_BODY_BYTES)
    return answered(plainResponse(413, `a body may have ${MAX_BODY_BYTES} bytes`));
  // Q08: the documents want the header on GET too, where the sandbox does not insist.
  if (route.method === 'POST' && !/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    return answered(plainResponse(415, 'the body must be application/json'));
  return { kind: 'route', run: route.run };
}

function answered(response: SandboxResponse): Routed {
  return { kind: 'answered', response };
}

/** Answers a call as its fault wants, or as usual without one. */
export function withFault(
  fault: Fault | undefined,
  request: SandboxRequest,
  carryOut: (request: SandboxRequest) => SandboxResponse,
): SandboxResponse {
  if (fault === undefined) return carryOut(request);
  switch (fault.mode) {
    case 'reject':
      return envelope(refuse('E_FAULT', 'rejected on demand'));
    case 'http-500':
      return plainResponse(500, 'failed on demand');
    case 'throttle':
      return plainResponse(429, 'throttled on demand', { 'retry-after': String(fault.retryAfterSeconds ?? 1) });
    case 'drop-after-commit':
      return { ...carryOut(request), dropped: true };
  }
}
