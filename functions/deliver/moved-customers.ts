import type { CustomerInfo } from '../shared/cdp/delivery-client.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import { customerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, sortedByEvidence } from '../shared/change/candidate.ts';
import { emptyCustomerItem } from '../shared/change/customer-item.ts';
import { movedInto } from '../shared/change/moved-customer.ts';
import { isContactKey, isSamePair } from '../shared/change/relation.ts';
import { hashesOfPair } from '../shared/identity/keyed-hash.ts';
import { aliasesOf, follow } from './aliases.ts';
import type { ItemBefore, Owners } from './ask-owners.ts';
import type { EventContext, UpsertContext } from './context.ts';
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
 * @returns the owners, by their ids of today
 * @throws CdpError, LedgerConflict
 */
export async function followMoved(
  { candidates, owners, itemBefore }: Found,
  aliases: Map<string, string>,
  context: UpsertContext,
): Promise<Owners['owners']> {
  const { calls } = context;
  for (const candidate of sortedByEvidence(candidates).primary) {
    const owner = owners.get(candidate.key);
    if (owner === undefined) continue;
    const { owner: remembered } = itemBefore(candidate);
    const before = remembered === undefined ? undefined : customerId(follow(remembered, aliases));
    const others = await rememberedElsewhere(owner, (await calls.shownOf(owner))?.identityList ?? [], context);
    const known = new Set([...(before === undefined ? [] : [before]), ...others].filter((one) => one !== owner));
    if (known.size === 0) continue;
    // Of two ids that lead to one customer it is the CDP that says which is theirs.
    const today = (others.length > 0 ? await calls.ownerOf(candidate) : owner) ?? owner;
    for (const gone of new Set([...known, owner])) {
      if (gone === today || !(await isPartOfAnother(gone, candidate, context))) continue;
      await takeIn(gone, today, context);
      aliases.set(gone, today);
    }
  }
  return new Map([...owners].map(([key, owner]) => [key, owner && customerId(follow(owner, aliases))]));
}

/** Is each platform id that the CDP shows with a customer remembered with them, if it is remembered? */
export async function isShownAsRemembered(
  customer: CustomerId,
  { identityList }: Pick<CustomerInfo, 'identityList'>,
  context: EventContext,
): Promise<boolean> {
  return (await rememberedElsewhere(customer, identityList, context)).length === 0;
}

/** Customers with whom platform ids are remembered that the CDP shows with another. */
async function rememberedElsewhere(
  customer: CustomerId,
  shown: CustomerInfo['identityList'],
  context: EventContext,
): Promise<readonly CustomerId[]> {
  const { session, config, hashKey } = context;
  const ids = shown.filter((pair) => !isContactKey(pair, config.cdp));
  // Alone it is the event's own.
  if (ids.length < 2) return [];
  const keys = ids.flatMap((pair) => hashesOfPair(pair, config.cdp, hashKey));
  await session.load({ identities: keys });
  const remembered = keys.flatMap((key) => session.identities.get(key)?.owner ?? []);
  const aliases = await aliasesOf(
    remembered.filter((one) => one !== customer),
    context,
  );
  const today = new Set(remembered.map((one) => customerId(follow(one, aliases))));
  return [...today].filter((one) => one !== undefined).filter((one) => one !== customer);
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
    // An answer of -1 says nothing of their fields: the event waits for one that does.
    const { fields = {} } = (await calls.infoOf(owner)) ?? {};
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
