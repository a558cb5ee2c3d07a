import * as z from 'zod/mini';
import { endpoints, type EndpointName } from '../../functions/shared/cdp/contract.ts';
import { parseJson, type Json } from '../../functions/shared/json/lossless.ts';
import { openSandbox, type Sandbox, type SandboxOptions, type SandboxRequest } from '../../sandbox/sandbox.ts';

/** A sandbox in memory with a clock that stands still until it is set, and a way to call it as a client would. */

export const credential = { appKey: 'test-app', secret: 'test-secret' };
export const START = Date.parse('2026-03-01T12:00:00+08:00');

/** The three required fields, unknown. */
export const unknown = { email: '', emailVerified: 0, gender: 0 };

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly code: Json | undefined;
  readonly msg: Json | undefined;
  readonly data: Json | undefined;
  readonly dropped: boolean;
}

type Query = Record<string, string>;

const json = z.custom<Json>();
const envelope = z.object({ code: z.optional(json), msg: z.optional(json), data: z.optional(json) });

export function send(sandbox: Sandbox, request: Partial<SandboxRequest> & { path: string }): Reply {
  const response = sandbox.handle({
    method: 'GET',
    query: new URLSearchParams(),
    headers: {},
    body: '',
    ...request,
  });
  const isJson = response.headers['content-type']?.startsWith('application/json') === true;
  const body: z.infer<typeof envelope> = isJson ? envelope.parse(parseJson(response.body)) : {};
  return {
    status: response.status,
    headers: response.headers,
    text: response.body,
    code: body.code,
    msg: body.msg,
    data: body.data,
    dropped: response.dropped === true,
  };
}

export function tokenOf(sandbox: Sandbox, sent: { appKey: string; secret: string } = credential): string {
  const { data } = send(sandbox, {
    method: 'POST',
    path: '/sandbox/token',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });
  return z.object({ token: z.string(), expiresIn: z.number() }).parse(data).token;
}

export class TestSandbox {
  now = START;
  readonly sandbox: Sandbox;
  token: string;

  constructor(options: Partial<SandboxOptions> = {}) {
    this.sandbox = openSandbox({
      file: ':memory:',
      credentials: [credential],
      synchronous: 'normal',
      now: () => this.now,
      ...options,
    });
    this.token = tokenOf(this.sandbox);
  }

  /** Calls an endpoint with a JSON body; a string is sent as it is. */
  post(name: EndpointName, body: unknown, query: Query = {}): Reply {
    return send(this.sandbox, {
      method: 'POST',
      path: endpoints[name].path,
      query: new URLSearchParams(query),
      headers: { 'content-type': 'application/json', token: this.token },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  get(name: EndpointName, query: Query = {}): Reply {
    return send(this.sandbox, {
      path: endpoints[name].path,
      query: new URLSearchParams(query),
      headers: { 'content-type': 'application/json', token: this.token },
    });
  }

  /** Calls one of the sandbox's own paths. */
  own(method: 'GET' | 'POST', path: string, body: unknown = {}): Reply {
    const url = new URL(path, 'http://sandbox');
    return send(this.sandbox, {
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Creates or updates a customer, pairs as `type=value`; returns its id. */
  customer(pairs: string[], fields: Record<string, unknown> = {}): string {
    const reply = this.post('createCustomerByIdentity', { ...unknown, identityList: pairs.map(pairOf), ...fields });
    if (reply.code !== 0) throw new Error(reply.text);
    return idIn(reply);
  }

  group(name: string): string {
    return idIn(this.post('addSingleGroup', { name, type: 1 }));
  }

  close(): void {
    this.sandbox.close();
  }
}

/** The id an answer carries as `data`. */
export function idIn(reply: Reply): string {
  if (typeof reply.data !== 'string' && typeof reply.data !== 'number') throw new Error(`no id in ${reply.text}`);
  return String(reply.data);
}

export function pairOf(text: string): { identityType: string; identityValue: string } {
  const [identityType = '', identityValue = ''] = text.split('=');
  return { identityType, identityValue };
}

const listing = z.object({
  customers: z.array(
    z.object({
      id: z.string(),
      createdAt: z.string(),
      name: z.string(),
      profile: z.record(z.string(), z.unknown()),
      identities: z.array(z.object({ identityType: z.string(), identityValue: z.string() })),
      groups: z.array(z.object({ id: z.string(), name: z.string() })),
      mergedIds: z.array(z.string()),
    }),
  ),
  next: z.nullable(z.string()),
});

export function liveCustomers(sandbox: Sandbox, query = ''): z.infer<typeof listing>['customers'] {
  const { data } = send(sandbox, { path: '/sandbox/customers', query: new URLSearchParams(query) });
  return listing.parse(data).customers;
}
