import type { IdentityPair } from '../shared/cdp/contract.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { Erase } from '../shared/change/customer-change.ts';
import { type KnownIdentity, knownIdentities } from '../shared/change/plan.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { anchors, inOrder, isContact } from '../shared/identity/order.ts';
import { mixesScopes } from '../shared/sources/scope-mix.ts';
import type { Archive, Clock } from '../shared/ports/ports.ts';
import type { CallRecord } from './make-calls.ts';
import type { Cdp } from './cdp.ts';
import { deleteCustomer } from './delete-customer.ts';
import { leaveReceipt } from './receipt.ts';
import { suppress, type Suppressing } from './suppression.ts';
import { areTyped, type TypedLinking } from './typed-links.ts';

export type Erased =
  | { readonly outcome: 'erased'; readonly customers: number }
  | { readonly outcome: 'other-channels'; readonly detail: string }
  | { readonly outcome: 'no-known-identity' };

export interface ErasePorts extends Suppressing, TypedLinking {
  readonly cdp: Cdp;
  readonly archive: Archive;
  readonly clock: Clock;
}

/**
 * Forgets the customers that the request's own verified identities lead to; contacts lead to somebody only where the
 * request has nothing better. The suppression mark comes before any call, so that nothing in flight brings the person back.
 * A customer who is known through other channels too is left alone unless the person or the configuration says otherwise:
 * the API has no undo. @throws CdpError
 */
export async function applyErase(
  change: Erase,
  event: Envelope,
  ports: ErasePorts,
  calls: CallRecord[],
): Promise<Erased> {
  const { cdp } = ports;
  const own = change.identities.filter((identity) => !mixesScopes(identity, cdp.config));
  const known = knownIdentities(own, cdp.config.cdp);
  // Judged before the tenant's codes: a contact does not lead because the id beside it has no code.
  const leading = new Set(anchors(inOrder(change.identities, cdp.config.cdp)));
  const asked = known.filter(({ identity }) => leading.has(identity));
  if (asked.length === 0) return { outcome: 'no-known-identity' };
  if (change.record && (await isProvedElsewhere(asked, ports, calls))) {
    return { outcome: 'other-channels', detail: 'somebody has proved the contact that the record has' };
  }
  const since = ports.clock();
  await suppress(
    asked.map(({ pair }) => pair),
    since,
    ports,
  );

  const customers = await findCustomers(asked, cdp, calls);
  if (!change.everywhere && cdp.config.privacy?.otherChannels !== 'delete') {
    const foreign = [...customers.values()].flat().filter((pair) => !isOwn(pair, asked, change.channel ?? [], cdp));
    if (foreign.length > 0) {
      const types = [...new Set(foreign.map(({ identityType }) => identityType))].join(', ');
      return { outcome: 'other-channels', detail: `the customer also has identities of type ${types}` };
    }
  }
  await suppress([...customers.values()].flat(), since, ports);
  for (const customer of customers.keys()) {
    // What an event linked between the first look and the mark has stopped nobody: from now on it does.
    const info = await cdp.client.customerInfo(customer);
    await suppress(info?.identityList ?? [], since, ports);
    await deleteCustomer(customer, 'confirmed by customerInfo', cdp, calls);
  }
  await leaveReceipt(event, [...customers.keys()], ports);
  return { outcome: 'erased', customers: customers.size };
}

/** A contact may have changed hands since a platform wrote it down: its owner is not forgotten for it, nor marked. */
async function isProvedElsewhere(
  asked: readonly KnownIdentity[],
  ports: ErasePorts,
  calls: CallRecord[],
): Promise<boolean> {
  if (!asked.every(({ contact }) => contact) || (await areTyped(asked, ports))) return false;
  return (await findCustomers(asked, ports.cdp, calls)).size > 0;
}

async function findCustomers(
  asked: readonly KnownIdentity[],
  { client }: Cdp,
  calls: CallRecord[],
): Promise<ReadonlyMap<CustomerId, readonly IdentityPair[]>> {
  const customers = new Map<CustomerId, readonly IdentityPair[]>();
  for (const { pair } of asked) {
    const customer = await client.getCustomerIdByIdentityList([pair]);
    calls.push({ call: 'getCustomerIdByIdentityList', request: { identityList: [pair] }, answer: customer ?? null });
    if (customer === undefined || customers.has(customer)) continue;
    const info = await client.customerInfo(customer);
    calls.push({ call: 'customerInfo', request: { customer }, answer: info ?? null });
    if (info) customers.set(customer, info.identityList);
  }
  return customers;
}

/** An identity that goes with the channel that asks: a mere contact, or of a kind and scope that are the channel's. */
function isOwn(
  pair: IdentityPair,
  asked: readonly KnownIdentity[],
  channel: NonNullable<Erase['channel']>,
  { config: { cdp } }: Cdp,
): boolean {
  const own = [...channel, ...asked.map(({ identity }) => identity)];
  return Object.entries(cdp.identityTypes).some(([kind, { code, value }]) => {
    if (code !== pair.identityType) return false;
    if (isContact({ kind }, cdp)) return true;
    return own.some((id) => id.kind === kind && (value === 'bare' || pair.identityValue.startsWith(`${id.scope}:`)));
  });
}
