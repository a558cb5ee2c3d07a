import type { CustomerId } from '../shared/cdp/ids.ts';
import { type CustomerItem, emptyCustomerItem, untrusted } from '../shared/change/customer-item.ts';
import { withRelease } from '../shared/identity/identity-item.ts';
import type { EventContext } from './context.ts';
import type { Decide } from './decision-change.ts';
import { HELD, impossible, type Outcome } from './outcome.ts';

/**
 * A person says that a customer is two people. From now on the platform ids of the other person never are this customer's, and the contacts
 * of the other lead nobody to them, until they prove one again. What the CDP has is divided by whoever has decided, afterwards: until then
 * events go where the CDP leads them.
 *
 * The second customer, where one is named, had become part of the first and is to be somebody again under their own id.
 * @param customer by the id of today
 * @throws LedgerConflict
 */
export async function separate(
  { about, customers: [, former, ...more], identities, note }: Decide,
  customer: CustomerId | undefined,
  context: EventContext,
): Promise<Outcome | undefined> {
  const { session, cases, event, clock } = context;
  if (customer === undefined || more.length > 0) return impossible('it names no customer, or more than two');
  if (identities.length === 0) return impossible('it names no identity of the other person');
  const keys = identities.map(({ key }) => key);
  const customers = [customer, ...(former === undefined ? [] : [former])];
  await session.load({ customers, identities: keys });
  if (!(await session.customers.hold(customers))) return HELD;
  const ids = identities.filter(({ isContact }) => !isContact).map(({ key }) => key);
  await session.customers.update(customer, (item) => without(item, { ids, keys, former }));
  if (former !== undefined) await session.customers.update(former, (item) => somebodyAgain(item, customer));
  const at = clock();
  for (const { key, isContact } of identities) {
    if (isContact) await session.identities.update(key, (item) => withRelease(item, { customer, at }));
  }
  // Found by a person and by no event: the case is made with its decision.
  if (about.type === 'wrong-merge') {
    await cases.report([{ ...about, example: note, event: event.id, time: at }]);
  }
  return undefined;
}

/** Nothing is remembered of whoever had become part of another. */
function somebodyAgain(item: CustomerItem, apartFrom: CustomerId): CustomerItem {
  const { alias, ...own } = item;
  const { neverOne = [], ...rest } = alias === undefined ? own : emptyCustomerItem;
  return { ...rest, neverOne: [...new Set([...neverOne, apartFrom])] };
}

interface OfAnother {
  readonly ids: readonly string[];
  readonly keys: readonly string[];
  readonly former: CustomerId | undefined;
}

/** What is remembered of the customer, without what may be the other's: names stand beside no id, so none of them is kept. */
function without(item: CustomerItem, { ids, keys, former }: OfAnother): CustomerItem {
  const { claimed, neverOne = [], neverTheirs = [], ...rest } = untrusted(item);
  const contacts = Object.entries(rest.contacts).filter(([, { key }]) => !keys.includes(key));
  const theirs = Object.entries(claimed ?? {}).map(([kind, of]) => [kind, of.filter((key) => !keys.includes(key))]);
  const apartFrom = [...new Set([...neverOne, ...(former === undefined ? [] : [former])])];
  return {
    ...rest,
    names: [],
    contacts: Object.fromEntries(contacts),
    ...(theirs.length > 0 && { claimed: Object.fromEntries(theirs) }),
    ...(apartFrom.length > 0 && { neverOne: apartFrom }),
    neverTheirs: [...new Set([...neverTheirs, ...ids])],
  };
}
