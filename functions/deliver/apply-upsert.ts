import { CdpError } from '../shared/cdp/cdp-error.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import { groupMoves } from '../shared/change/group-rules.ts';
import type { LedgerItem } from '../shared/change/ledger-item.ts';
import {
  type KnownIdentity,
  knownIdentities,
  ownershipQuestion,
  type PlannedCall,
  planUpsert,
  type UpsertPlan,
} from '../shared/change/plan.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Cdp } from './deliver.ts';

/** One call that was made, for whoever wants to know what happened. */
export interface CallRecord {
  readonly call: PlannedCall['call'] | 'getCustomerIdByIdentityList' | 'customerInfo' | 'singleDelete';
  readonly request: unknown;
  readonly answer: unknown;
}

export type Applied =
  | {
      readonly outcome: 'applied';
      readonly customer: CustomerId;
      readonly sent: readonly KnownIdentity[];
      readonly withheld: readonly KnownIdentity[];
      readonly written: UpsertPlan['written'];
    }
  | { readonly outcome: 'no-known-identity' };

/** Asks, plans, and makes the calls of one upsert. @throws CdpError */
export async function applyUpsert(
  change: Upsert,
  event: Envelope,
  item: LedgerItem | undefined,
  cdp: Cdp,
  calls: CallRecord[],
): Promise<Applied> {
  const { config } = cdp;
  const known = knownIdentities(change.identities, config.cdp.identityTypes);
  if (known.length === 0) return { outcome: 'no-known-identity' };
  const withheld = await ownedByOthers(known, item, cdp, calls);
  const sent = known.filter((identity) => !withheld.includes(identity));
  const plan = planUpsert(change, sent, {
    item,
    time: Date.parse(event.time),
    moves: groupMoves(config.groups ?? {}, event.connection, change.moments),
    merge: config.cdp.merge ?? 'verified',
  });
  let customer: CustomerId | undefined;
  for (const planned of plan.calls) {
    customer = await makeCall(planned, customer, cdp, calls);
  }
  if (!customer) throw new Error('a plan without createCustomerByIdentity');
  return { outcome: 'applied', customer, sent, withheld, written: plan.written };
}

/** The doubtful contacts that belong to somebody else than the event is about. */
async function ownedByOthers(
  known: readonly KnownIdentity[],
  item: LedgerItem | undefined,
  { client }: Cdp,
  calls: CallRecord[],
): Promise<readonly KnownIdentity[]> {
  const { anchors, doubtful } = ownershipQuestion(known, item);
  const ownerOf = async (identities: readonly KnownIdentity[]) => {
    const identityList = identities.map(({ pair }) => pair);
    const answer = await client.getCustomerIdByIdentityList(identityList);
    calls.push({ call: 'getCustomerIdByIdentityList', request: { identityList }, answer: answer ?? null });
    return answer;
  };
  const owners = await Promise.all(doubtful.map((identity) => ownerOf([identity])));
  if (owners.every((owner) => owner === undefined)) return [];
  const own = await Promise.all(anchors.map((identity) => ownerOf([identity])));
  return doubtful.filter((_identity, index) => owners[index] !== undefined && !own.includes(owners[index]));
}

async function makeCall(
  planned: PlannedCall,
  customer: CustomerId | undefined,
  { client, groups }: Cdp,
  calls: CallRecord[],
): Promise<CustomerId | undefined> {
  if (planned.call === 'createCustomerByIdentity') {
    const answer = await client.createCustomerByIdentity(planned.request);
    calls.push({ call: planned.call, request: planned.request, answer });
    return answer;
  }
  if (!customer) throw new Error(`${planned.call} planned before createCustomerByIdentity`);
  if (planned.call === 'updateCustomerAttr') {
    const { attrName, attrValue } = planned;
    await client.updateCustomerAttr(customer, attrName, attrValue);
    calls.push({ call: planned.call, request: { attrName, attrValue }, answer: null });
    return customer;
  }
  const idsOf = () => Promise.all(planned.groups.map((name) => groups.idOf(name)));
  const ids = await idsOf();
  try {
    await client[planned.call](customer, ids);
  } catch (error) {
    if (!(error instanceof CdpError) || error.kind !== 'rejected') throw error;
    // A group may have been deleted in the CDP since its id was remembered; only another id is worth another call.
    planned.groups.forEach((name) => groups.forget(name));
    const found = await idsOf();
    if (found.every((id, index) => id === ids[index])) throw error;
    await client[planned.call](customer, found);
  }
  calls.push({ call: planned.call, request: { groups: planned.groups }, answer: null });
  return customer;
}
