import * as z from 'zod/mini';
import { openCdp } from '../../functions/deliver/open-cdp.ts';
import type { Cdp } from '../../functions/deliver/cdp.ts';
import type { Transport, TransportRequest } from '../../functions/shared/cdp/transport.ts';
import { endpoints, type EndpointName } from '../../functions/shared/cdp/contract.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { type Json, parseJson } from '../../functions/shared/json/lossless.ts';
import type { Clock, SecretStore } from '../../functions/shared/ports/ports.ts';
import { pairsOf, sandboxCustomers } from '../../local/host/sandbox-customers.ts';
import { sandboxTransport } from '../../local/host/sandbox-transport.ts';
import { openDatabase } from '../../local/store/database.ts';
import { sqliteLeases } from '../../local/store/leases.ts';
import { openSandbox, type Sandbox } from '../../sandbox/sandbox.ts';

export interface Fault {
  readonly mode: 'reject' | 'http-500' | 'throttle' | 'drop-after-commit' | 'expire-token' | 'none';
  readonly count?: number;
  readonly retryAfterSeconds?: number;
  readonly endpoint?: EndpointName;
}

export interface SeenCustomer {
  readonly id: string;
  readonly name: string;
  readonly profile: Readonly<Record<string, unknown>>;
  /** `type=value`, sorted. */
  readonly identities: readonly string[];
  readonly groups: readonly string[];
  readonly mergedIds: readonly string[];
}

/** The real sandbox behind the transport of `npm start`, with everything that was sent to it. */
export interface TestCdp {
  readonly sandbox: Sandbox;
  readonly transport: Transport;
  readonly sent: TransportRequest[];
  /** Names of the calls so far, without token exchanges. */
  calls(): readonly string[];
  customers(): readonly SeenCustomer[];
  /** How many there are, however many. */
  countCustomers(): number;
  /** Makes a customer without delivery; returns its id. Pairs as `type=value`. */
  customer(...pairs: string[]): string;
  order(fault: Fault): void;
  /** What stands behind one of the sandbox's own paths; throws where it declines. */
  own(path: string, body: object): Json;
  open(config: GuiyiConfig, store: SecretStore): Cdp;
}

export function testCdp(clock: Clock, wrap: (transport: Transport) => Transport = (transport) => transport): TestCdp {
  const sandbox = openSandbox({
    file: ':memory:',
    credentials: [{ appKey: 'demo-app-key', secret: 'demo-only-cdp-secret' }],
    synchronous: 'normal',
    now: clock,
  });
  const leases = sqliteLeases(openDatabase(':memory:'));
  const sent: TransportRequest[] = [];
  const wrapped = wrap(sandboxTransport(sandbox));
  const transport: Transport = (request) => {
    sent.push(request);
    return wrapped(request);
  };
  const own = (method: string, path: string, body: unknown): Json => {
    const headers = { 'content-type': 'application/json' };
    const query = new URLSearchParams();
    const answer = parseJson(sandbox.handle({ method, path, query, headers, body: JSON.stringify(body) }).body);
    return z.object({ code: z.literal(0), data: z.custom<Json>() }).parse(answer).data;
  };
  return {
    sandbox,
    transport,
    sent,
    calls: () => sent.map(({ endpoint }) => endpoint).filter((endpoint) => endpoint !== 'token exchange'),
    customers: () =>
      sandboxCustomers(sandbox).map((customer) => ({
        id: customer.id,
        name: customer.name,
        profile: customer.profile,
        identities: pairsOf(customer),
        groups: customer.groups.map(({ name }) => name).toSorted(),
        mergedIds: customer.mergedIds,
      })),
    countCustomers: () => sandboxCustomers(sandbox).length,
    customer: (...pairs) => {
      const identityList = pairs.map((pair) => {
        const [identityType = '', identityValue = ''] = pair.split('=');
        return { identityType, identityValue };
      });
      const made = sandbox.createCustomerByIdentity({ email: '', emailVerified: 0, gender: 0, identityList });
      if (!made.ok) throw new Error(made.message);
      return made.customerId;
    },
    order: ({ endpoint, ...fault }) => {
      own('POST', '/sandbox/faults', { ...fault, ...(endpoint && { path: endpoints[endpoint].path }) });
    },
    own: (path, body) => own('POST', path, body),
    open: (config, secrets) => openCdp(config, { transport, secrets, leases, clock }),
  };
}
