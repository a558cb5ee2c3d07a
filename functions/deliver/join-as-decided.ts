import type { IdentityPair } from '../shared/cdp/contract.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import { type CustomerItem, emptyCustomerItem, isLater, uniteCustomers } from '../shared/change/customer-item.ts';
import { planUpsert, type UpsertPlan } from '../shared/change/plan.ts';
import { isContactKey, isSamePair } from '../shared/change/relation.ts';
import { hashesOfPair } from '../shared/identity/keyed-hash.ts';
import type { CustomerInfo } from '../shared/cdp/delivery-client.ts';
import { planRules, stampOf } from './call-upsert.ts';
import type { EventContext } from './context.ts';
import { HELD, impossible, type Outcome } from './outcome.ts';

interface Side {
  readonly id: CustomerId;
  readonly info: CustomerInfo;
  readonly item: CustomerItem | undefined;
  /** By which the CDP finds them: an id before a contact. */
  readonly handle: IdentityPair;
}

/**
 * Makes two customers one because a person says that they are: by one call that names an identity of each. Nothing is proved by it, and
 * `cdp.merge` is about what events may do. @throws CdpError, LedgerConflict
 */
export async function joinAsDecided(
  one: CustomerId,
  other: CustomerId,
  context: EventContext,
): Promise<Outcome | undefined> {
  const { session, calls } = context;
  await session.load({ customers: [one, other] });
  if (!(await session.customers.hold([one, other]))) return HELD;
  const sides: Side[] = [];
  for (const id of [one, other]) {
    const info = await calls.infoNow(id);
    const handle = info && handleOf(info.identityList, context);
    if (!info || !handle) return impossible(`the CDP does not show customer ${id}, or no identity of theirs`);
    sides.push({ id, info, item: session.customers.get(id), handle });
  }
  const plan = planFor(sides, context);
  const customer = await calls.create(plan.find, undefined);
  const kept = (await calls.infoNow(customer))?.identityList ?? [];
  if (!sides.every(({ handle }) => kept.some((pair) => isSamePair(pair, handle)))) {
    return impossible('the CDP did not make them one: they differ in an identity of which a customer has one');
  }
  for (const planned of plan.after) await calls.make(planned, customer);
  const ids = sides.map(({ id }) => id);
  await session.load({ customers: [customer] });
  // Another system may have made both of them part of somebody else, who is known by more.
  const third = ids.some((id) => id === customer) ? undefined : session.customers.get(customer);
  const item = third ? uniteCustomers(third, plan.item).item : plan.item;
  const theirs = kept.flatMap((pair) => hashesOfPair(pair, context.config.cdp, context.hashKey));
  await session.customers.put(customer, ofOne(item, ids, theirs));
  for (const lost of ids.filter((id) => id !== customer)) {
    await session.customers.put(lost, { ...emptyCustomerItem, alias: customer });
  }
  return undefined;
}

/** Customers who are now one are no longer kept apart, nor are their ids. */
function ofOne(
  { neverOne = [], neverTheirs = [], ...item }: CustomerItem,
  joined: readonly string[],
  theirs: readonly string[],
): CustomerItem {
  const others = neverOne.filter((id) => !joined.includes(id));
  const stillOthers = neverTheirs.filter((key) => !theirs.includes(key));
  return {
    ...item,
    ...(others.length > 0 && { neverOne: others }),
    ...(stillOthers.length > 0 && { neverTheirs: stillOthers }),
  };
}

function handleOf(held: readonly IdentityPair[], { config }: EventContext): IdentityPair | undefined {
  return held.find((pair) => !isContactKey(pair, config.cdp)) ?? held[0];
}

/** The CDP keeps the first one's name, and tells nobody a name: whoever has the later one comes first. */
function planFor(sides: readonly Side[], context: EventContext): UpsertPlan {
  const namedAt = ({ item }: Side) => item?.fields['name'];
  const [one, other] = sides;
  const isOtherLater = other !== undefined && one !== undefined && isNamedLater(namedAt(other), namedAt(one));
  const ordered = isOtherLater ? sides.toReversed() : sides;
  return planUpsert({
    leading: [],
    handles: ordered.map(({ handle }) => handle),
    customers: ordered.map(({ id, item, info }) => ({ id, item, fields: info.fields })),
    ownerOf: () => undefined,
    contradictory: false,
    statements: [{ profile: {}, moves: { join: [], leave: [] }, stamp: stampOf(context) }],
    merge: 'verified',
    ...planRules(context),
  });
}

function isNamedLater(one: ReturnType<typeof stampOf> | undefined, other: ReturnType<typeof stampOf> | undefined) {
  return one !== undefined && isLater(one, other) && !(other !== undefined && isLater(other, one));
}
