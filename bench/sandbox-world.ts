import { createCustomerByIdentity } from '../sandbox/endpoints/create-customer.ts';
import { seededIdentityTypes } from '../sandbox/resolution/identity.ts';
import { openStore } from '../sandbox/store/store.ts';
import { strictSwitches, type Switches } from '../sandbox/switches.ts';
import type { Tenant } from '../sandbox/tenant.ts';

/** The demo's strategies, as delivery sends them. */
const strategy = {
  identityPriorityStrategy: 'custom',
  targetCustomerStrategy: 'identityFirst',
  autoMerge: true,
} as const;

export type Request = ReturnType<typeof request>;

/** Two identities, no neighbours of the last call's in any index, as in life. */
export function identitiesOf(customer: number): readonly { identityType: string; identityValue: string }[] {
  const scattered = (customer * 2_654_435_761) % 4_294_967_296;
  return [
    { identityType: 'mobile', identityValue: String(10_000_000_000 + scattered * 2) },
    { identityType: 'wechat', identityValue: `wx5af2d7c9e1b04835:o${scattered.toString(36)}${customer.toString(36)}` },
  ];
}

export function request(customer: number, identityList = identitiesOf(customer), city = '昆明市') {
  const profile = { email: '', emailVerified: 0, gender: customer % 3, nickName: `小雨${customer}`, city };
  return { ...strategy, ...profile, source: 'wechat', identityList };
}

export function openTenant(file: string, switches: Partial<Switches> = {}): Tenant {
  const store = openStore({
    file,
    synchronous: 'normal',
    identityTypes: seededIdentityTypes,
    extendedAttributes: [],
  });
  return { store, switches: { ...strictSwitches, ...switches }, now: Date.now };
}

export function call(tenant: Tenant, sent: Request): string {
  const outcome = createCustomerByIdentity(tenant, sent);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.customerId;
}

const CHUNK = 20_000;

/** Customers `from` to `to`, many to a transaction. */
export function fill(tenant: Tenant, from: number, to: number): void {
  for (let first = from; first < to; first += CHUNK)
    tenant.store.transact(() => {
      for (let customer = first; customer < Math.min(to, first + CHUNK); customer += 1) call(tenant, request(customer));
      return undefined;
    });
}
