import { endpoints, type CreateCustomerByIdentity, type EndpointName } from '../functions/shared/cdp/contract.ts';
import { adminRoutes } from './admin/routes.ts';
import { seedSmartGroups, type SmartGroup } from './admin/smart-groups.ts';
import { createCustomerByIdentity } from './endpoints/create-customer.ts';
import { documentedEndpoints } from './endpoints/documented.ts';
import type { EndpointHandler } from './endpoints/endpoint.ts';
import type { UpsertOutcome } from './endpoints/upsert-customer.ts';
import type { ExtendedAttributeDefinition } from './extended-attribute.ts';
import { Access, type Credential } from './protocol/access.ts';
import { TenantClock } from './protocol/clock.ts';
import { Faults } from './protocol/faults.ts';
import { envelope, type SandboxRequest, type SandboxResponse } from './protocol/message.ts';
import { failed, isDocumented, routeTo, withFault, type Route } from './protocol/routing.ts';
import { seededIdentityTypes, type IdentityType } from './resolution/identity.ts';
import { openStore } from './store/store.ts';
import { setSwitches, strictSwitches, type Switches } from './switches.ts';
import type { Tenant } from './tenant.ts';

export type { SandboxRequest, SandboxResponse } from './protocol/message.ts';

export interface SandboxOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  readonly credentials: readonly Credential[];
  /** The seeded types of `seededIdentityTypes` when left out. */
  readonly identityTypes?: readonly IdentityType[];
  readonly extendedAttributes?: readonly ExtendedAttributeDefinition[];
  /** Made where no smart group of the name exists. */
  readonly smartGroups?: readonly SmartGroup[];
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
  /**
   * Several calls in one transaction, each kept or refused for itself; they are kept when this returns. A call that fails
   * for a fault in the sandbox is HTTP 500, and `onFault` is told.
   */
  handleAll(requests: readonly SandboxRequest[], onFault: (fault: unknown) => void): readonly SandboxResponse[];
  /** C2 without HTTP: no token, no check of the fields' types. */
  createCustomerByIdentity(request: CreateCustomerByIdentity): UpsertOutcome;
  close(): void;
}

/** @throws RangeError when a switch or a permission does not exist, Error when the file is of a newer sandbox. */
export function openSandbox(options: SandboxOptions): Sandbox {
  const opened = setSwitches(strictSwitches, options.switches ?? {});
  if (!opened.ok) throw new RangeError(opened.message);
  const clock = new TenantClock(options.now ?? Date.now);
  const store = openStore({
    file: options.file,
    synchronous: options.synchronous ?? 'full',
    identityTypes: options.identityTypes ?? seededIdentityTypes,
    extendedAttributes: options.extendedAttributes ?? [],
  });
  const tenant: Tenant = { store, switches: opened.switches, now: clock.now };
  const access = new Access(tenant, options.credentials);
  const faults = new Faults();
  const seed = () => seedSmartGroups(tenant, options.smartGroups ?? []);
  seed();

  const routes = new Map<string, Route>(adminRoutes({ tenant, access, faults, clock, opened: opened.switches, seed }));
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const { method, path } = endpoints[name];
    const run = documentedEndpoints[name];
    const checked: EndpointHandler = (of, request) => access.check(request.headers['token'], name) ?? run(of, request);
    routes.set(path, { [method]: checked });
  }

  const carryOut = (request: SandboxRequest): SandboxResponse => {
    const routed = routeTo(routes, request, tenant);
    return routed.kind === 'route' ? envelope(routed.run(tenant, request), tenant.switches) : routed.response;
  };
  const handle = (request: SandboxRequest): SandboxResponse => {
    const fault = isDocumented(request) ? faults.take(request.path) : undefined;
    return fault === undefined ? carryOut(request) : withFault(fault, request, tenant, access, carryOut);
  };
  const handleOr500 = (request: SandboxRequest, onFault: (fault: unknown) => void): SandboxResponse => {
    try {
      return handle(request);
    } catch (fault) {
      onFault(fault);
      return failed;
    }
  };
  return {
    handle,
    handleAll: (requests, onFault) => {
      const each = () => requests.map((request) => handleOr500(request, onFault));
      return requests.length === 1 ? each() : store.transact(each);
    },
    createCustomerByIdentity: (request) => createCustomerByIdentity(tenant, request),
    close: () => store.close(),
  };
}
