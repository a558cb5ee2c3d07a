import type { CustomerId } from '../shared/cdp/ids.ts';
import { customerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, sortedByEvidence } from '../shared/change/candidate.ts';
import { emptyCustomerItem } from '../shared/change/customer-item.ts';
import { movedInto } from '../shared/change/moved-customer.ts';
import { isSamePair } from '../shared/change/relation.ts';
import { follow } from './aliases.ts';
import type { ItemBefore, Owners } from './ask-owners.ts';
import type { UpsertContext } from './context.ts';
import { fieldHash } from './field-hash.ts';

interface Found extends Pick<Owners, 'owners'> {
  readonly candidates: readonly CandidateIdentity[];
  /** What is remembered of an identity. */
  readonly itemBefore: ItemBefore;
}

/**
 * Customers who have become part of another without our having seen it: a platform's id, which changes no hands, is remembered with one
 * and is with another today. What was remembered of them goes on with the other. Without it an older event would win over their newer one.
 * @param aliases takes in whom each is part of
 * @throws CdpError, LedgerConflict
 */
export async function followMoved(
  { candidates, owners, itemBefore }: Found,
  aliases: Map<string, string>,
  context: UpsertContext,
): Promise<void> {
  for (const candidate of sortedByEvidence(candidates).primary) {
    const { owner: remembered } = itemBefore(candidate);
    const owner = owners.get(candidate.key);
    const before = remembered === undefined ? undefined : customerId(follow(remembered, aliases));
    if (before === undefined || owner === undefined || before === owner) continue;
    if (!(await isPartOfAnother(before, candidate, context))) continue;
    await takeIn(before, owner, context);
    aliases.set(before, owner);
  }
}

/** Gone, or answered for by the other. Who is there without the id is somebody. */
async function isPartOfAnother(
  customer: CustomerId,
  { pair }: CandidateIdentity,
  { calls }: UpsertContext,
): Promise<boolean> {
  const info = await calls.shownOf(customer);
  return info === undefined || info.identityList.some((one) => isSamePair(one, pair));
}

async function takeIn(gone: CustomerId, owner: CustomerId, context: UpsertContext): Promise<void> {
  const { session, calls, hashKey } = context;
  await session.load({ customers: [gone, owner] });
  const former = session.customers.get(gone);
  if (former && former.alias === undefined) {
    const { fields = {} } = (await calls.shownOf(owner)) ?? {};
    const hashField = fieldHash(hashKey);
    const hashOfShown = (field: string) => {
      const value: unknown = Reflect.get(fields, field);
      return typeof value === 'string' || typeof value === 'number' ? hashField(field, value) : undefined;
    };
    const { groupsToLeave } = movedInto(session.customers.get(owner) ?? emptyCustomerItem, former, hashOfShown);
    if (groupsToLeave.length > 0) await calls.make({ call: 'customerDeleteGroups', groups: groupsToLeave }, owner);
    await session.customers.update(owner, (item) => movedInto(item, former, hashOfShown).item);
  }
  await session.customers.put(gone, { ...emptyCustomerItem, alias: owner });
}
