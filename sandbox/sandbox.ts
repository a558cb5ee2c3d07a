import { endpoints, type CreateCustomerByIdentity } from '../functions/shared/cdp/contract.ts';
import { createCustomerByIdentity, type CreateOutcome } from './endpoints/create-customer.ts';
import { documentedEndpoints } from './endpoints/documented.ts';
import { bodyEndpoint } from './endpoints/endpoint.ts';
import { customersListing, mergesListing } from './endpoints/listings.ts';
import { Access, tokenRequest, type Credential } from './protocol/access.ts';
import { faultOrder, Faults } from './protocol/faults.ts';
import { envelope, success, type SandboxRequest, type SandboxResponse } from './protocol/message.ts';
import { routeTo, withFault, type Route } from './protocol/routing.ts';
import { seededIdentityTypes, type IdentityType } from './resolution/identity.ts';
import { openStore } from './store/store.ts';
import { strictSwitches, switchOrder, type Switches } from './switches.ts';
import type { ExtendedAttributeDefinition, Tenant } from './tenant.ts';

export type { SandboxRequest, SandboxResponse } from './protocol/message.ts';
export type { CreateOutcome } from './endpoints/create-customer.ts';

export interface SandboxOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  readonly credentials: readonly Credential[];
  /** The seeded types of `seededIdentityTypes` when left out. */
  readonly identityTypes?: readonly IdentityType[];
  readonly extendedAttributes?: readonly ExtendedAttributeDefinition[];
  /** Strict where left out. Kept as long as the process. */
  readonly switches?: Partial<Switches>;
  /** ms since the epoch */
  readonly now?: () => number;
  /** `full` (the default) survives a power cut, `normal` only a crash of the process. */
  readonly synchronous?: 'full' | 'normal';
}

/** The CDP on one machine. Calls are carried out one after the other. */
export interface Sandbox {
  handle(request: SandboxRequest): SandboxResponse;
  /** C2 without HTTP: no token, no check of the fields' types. */
  createCustomerByIdentity(request: CreateCustomerByIdentity): CreateOutcome;
  close(): void;
}

export function openSandbox(options: SandboxOptions): Sandbox {
  const identityTypes = new Map((options.identityTypes ?? seededIdentityTypes).map((type) => [type.code, type]));
  const now = options.now ?? Date.now;
  const store = openStore(options.file, identityTypes, options.synchronous ?? 'full');
  const tenant: Tenant = {
    store,
    identityTypes,
    extendedAttributes: options.extendedAttributes ?? [],
    switches: { ...strictSwitches, ...options.switches },
    now,
  };
  const access = new Access(store, options.credentials, now);
  const faults = new Faults();

  const routes = new Map<string, Route>([
    ['/sandbox/token', { method: 'POST', run: bodyEndpoint(tokenRequest, (_tenant, body) => access.issue(body)) }],
    [
      '/sandbox/faults',
      {
        method: 'POST',
        run: bodyEndpoint(faultOrder, (_tenant, order) => {
          faults.order(order);
          return success(null);
        }),
      },
    ],
    [
      '/sandbox/switches',
      {
        method: 'POST',
        run: bodyEndpoint(switchOrder, (_tenant, { zeroOverwrites = tenant.switches.zeroOverwrites }) => {
          tenant.switches = { zeroOverwrites };
          return success(tenant.switches);
        }),
      },
    ],
    ['/sandbox/customers', { method: 'GET', run: customersListing }],
    ['/sandbox/merges', { method: 'GET', run: mergesListing }],
  ]);
  for (const name of Object.keys(documentedEndpoints) as (keyof typeof documentedEndpoints)[]) {
    const { method, path, permission } = endpoints[name];
    const run = documentedEndpoints[name];
    routes.set(path, {
      method,
      run: (of, request) => access.check(request.headers['token'], permission) ?? run(of, request),
    });
  }

  const carryOut = (request: SandboxRequest): SandboxResponse => {
    const routed = routeTo(routes, request);
    return routed.kind === 'route' ? envelope(routed.run(tenant, request)) : routed.response;
  };
  return {
    handle: (request) =>
      request.path.startsWith('/openapi/')
        ? withFault(faults.take(request.path), request, carryOut)
        : carryOut(request),
    createCustomerByIdentity: (request) => createCustomerByIdentity(tenant, request),
    close: () => store.close(),
  };
}
