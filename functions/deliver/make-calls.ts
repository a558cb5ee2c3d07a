import { CdpError } from '../shared/cdp/cdp-error.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { PlannedCall, PlannedCreate } from '../shared/change/plan.ts';
import type { Cdp } from './cdp.ts';

/** One call that was made, for whoever wants to know what happened. */
export interface CallRecord {
  readonly call: PlannedCall['call'] | 'getCustomerIdByIdentityList' | 'customerInfo' | 'singleDelete';
  readonly request: unknown;
  readonly answer: unknown;
  /** The sandbox's own reasons; a tenant gives none. */
  readonly explanation?: Readonly<Record<string, string>>;
}

/** Finds or makes a customer. @throws CdpError */
export async function create(planned: PlannedCreate, { client }: Cdp, calls: CallRecord[]): Promise<CustomerId> {
  const { call, request } = planned;
  let explanation: CallRecord['explanation'];
  const answer = await client.createCustomerByIdentity(request, (reasons) => {
    explanation = reasons;
  });
  calls.push({ call, request, answer, ...(explanation && { explanation }) });
  return answer;
}

/** Whatever else is asked of a customer who is found. @throws CdpError */
export async function makeCall(
  planned: Exclude<PlannedCall, PlannedCreate>,
  customer: CustomerId,
  { client, groups }: Cdp,
  calls: CallRecord[],
): Promise<void> {
  if (planned.call === 'updateCustomerAttr') {
    const { attrName, attrValue } = planned;
    await client.updateCustomerAttr(customer, attrName, attrValue);
    calls.push({ call: planned.call, request: { attrName, attrValue }, answer: null });
    return;
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
}
