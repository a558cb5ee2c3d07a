import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import type { Transport, TransportResponse } from '../../functions/shared/cdp/transport.ts';
import { pairsOf, sandboxCustomers, sandboxCustomersAfter } from '../../local/host/sandbox-customers.ts';
import { sandboxTransport } from '../../local/host/sandbox-transport.ts';
import { openSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { SecondWrite } from './acts.ts';
import type { CdpFault, Weather } from './disturbances.ts';
import { poison } from './lives.ts';
import { secondWriter } from './second-writer.ts';
import type { VirtualTime } from './virtual-time.ts';

const credentials = { appKey: 'demo-app-key', secret: 'demo-only-cdp-secret' };
const TIMEOUT_MS = 10_000;

const answer = (code: number, msg: string) => JSON.stringify({ code, msg, data: null });
const ok = (text: string): TransportResponse => ({ status: 200, retryAfter: null, text });
const failed = (status: number, retryAfter: string | null): TransportResponse => ({ status, retryAfter, text: '' });

export interface TenantCustomer {
  readonly id: string;
  readonly name: string;
  readonly profile: Readonly<Record<string, unknown>>;
  /** `type=value`, sorted. */
  readonly identities: readonly string[];
  readonly groups: readonly string[];
}

/** The CDP, which outlives every host, and whoever else writes there. */
export interface Tenant {
  /** The way of delivery to it. */
  readonly transport: Transport;
  calls(): number;
  customers(): readonly TenantCustomer[];
  write(second: SecondWrite): Promise<void>;
  close(): void;
}

export function openTenant(time: VirtualTime, weather: Weather): Tenant {
  const sandbox = openSandbox({ file: ':memory:', credentials: [credentials], synchronous: 'normal', now: time.read });
  const direct = sandboxTransport(sandbox);
  let calls = 0;
  const transport: Transport = async (request) => {
    calls += 1;
    const { latencyMs, fault } = weather.cdp(time.now);
    if (latencyMs > 0) await time.sleep(latencyMs);
    const isExchange = request.endpoint === 'token exchange';
    if (request.body?.includes(poison.permanent)) return ok(answer(-1, 'E_VALUE: nobody wants this value'));
    if (request.body?.includes(poison.undecided)) return ok(answer(-1, 'busy'));
    if (fault === undefined || (fault === 'credentials refused' && !isExchange)) return direct(request);
    return faulty(fault, { call: () => direct(request), endpoint: request.endpoint, sandbox, time });
  };
  return {
    transport,
    calls: () => calls,
    customers: () => customersOf(sandbox),
    write: secondWriter(direct, credentials, (id) => nameOf(sandbox, id)),
    close: () => sandbox.close(),
  };
}

interface Call {
  readonly call: () => Promise<TransportResponse>;
  readonly endpoint: string;
  readonly sandbox: Sandbox;
  readonly time: VirtualTime;
}

async function faulty(fault: CdpFault, { call, endpoint, sandbox, time }: Call): Promise<TransportResponse> {
  switch (fault) {
    case 'connection refused':
      throw new CdpError('network', { endpoint, sent: false });
    case 'time-out':
      await time.sleep(TIMEOUT_MS);
      await call();
      throw new CdpError('timeout', { endpoint });
    case 'answer lost':
      await call();
      throw new CdpError('network', { endpoint });
    case 'HTTP 500':
      return failed(500, null);
    case 'HTTP 503':
      return failed(503, null);
    case 'HTTP 503, Retry-After: 1':
      return failed(503, '1');
    case 'HTTP 429':
      return failed(429, null);
    case 'HTTP 429, Retry-After: 60':
      return failed(429, '60');
    case 'HTTP 429, Retry-After: 7200':
      return failed(429, '7200');
    case 'no JSON':
      return ok('<html><title>Bad gateway</title></html>');
    case 'declined':
      return ok(answer(-1, 'busy'));
    case 'token expired':
      own(sandbox, 'POST', '/sandbox/faults', { mode: 'expire-token' });
      return call();
    case 'credentials refused':
      return ok(answer(-1, 'E_CREDENTIALS: appKey or secret is wrong'));
  }
}

function own(
  sandbox: Sandbox,
  method: 'GET' | 'POST',
  path: string,
  body: unknown,
  query = new URLSearchParams(),
): string {
  const headers = { 'content-type': 'application/json' };
  return sandbox.handle({ method, path, query, headers, body: JSON.stringify(body) }).body;
}

/** Another system has its own memory of a name. */
function nameOf(sandbox: Sandbox, id: string): string {
  const { customers } = sandboxCustomersAfter(sandbox, String(BigInt(id) - 1n), 1);
  return customers.find((customer) => customer.id === id)?.name ?? '';
}

function customersOf(sandbox: Sandbox): readonly TenantCustomer[] {
  return sandboxCustomers(sandbox).map((customer) => ({
    id: customer.id,
    name: customer.name,
    profile: customer.profile,
    identities: pairsOf(customer),
    groups: customer.groups.map(({ name }) => name).toSorted(),
  }));
}
