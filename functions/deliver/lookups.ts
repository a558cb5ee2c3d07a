import type { CustomerId } from '../shared/cdp/ids.ts';
import type { LedgerItem } from '../shared/change/ledger-item.ts';
import { contradicts } from '../shared/change/contradiction.ts';
import { type KnownIdentity, ownershipQuestion, provedContacts, type RequiredFields } from '../shared/change/plan.ts';
import { isContact } from '../shared/identity/order.ts';
import { customerId } from '../shared/cdp/ids.ts';
import type { Profile } from '../shared/change/customer-change.ts';
import type { CallRecord } from './apply-upsert.ts';
import type { Cdp } from './deliver.ts';

/** Questions to the CDP within one event: no identity is asked after twice. */
export function lookups({ client, config }: Cdp, calls: CallRecord[]) {
  const owners = new Map<KnownIdentity, Promise<CustomerId | undefined>>();
  const ask = async ({ pair }: KnownIdentity) => {
    const identityList = [pair];
    const answer = await client.getCustomerIdByIdentityList(identityList);
    calls.push({ call: 'getCustomerIdByIdentityList', request: { identityList }, answer: answer ?? null });
    return answer;
  };
  const ownerOf = (identity: KnownIdentity): Promise<CustomerId | undefined> => {
    const owner = owners.get(identity) ?? ask(identity);
    owners.set(identity, owner);
    return owner;
  };
  const ownersOf = (identities: readonly KnownIdentity[]) => Promise.all(identities.map(ownerOf));

  return {
    /** Asks again: what was answered before a call may be different after it. */
    ownerNow: ask,

    /**
     * The contacts that belong to somebody else than the event is about: typed ones that another customer has, and proved
     * ones of a customer who can only be another person, because the number was theirs before.
     */
    async ownedByOthers(
      known: readonly KnownIdentity[],
      item: LedgerItem | undefined,
    ): Promise<readonly KnownIdentity[]> {
      const { anchors, doubtful } = ownershipQuestion(known, item);
      const proved = provedContacts(known).filter(({ ledgerKey }) => !item?.identities.includes(ledgerKey));
      const ids = anchors.filter(({ identity }) => !isContact(identity));
      const [theirs, provedTheirs] = await Promise.all([ownersOf(doubtful), ownersOf(ids.length > 0 ? proved : [])]);
      if ([...theirs, ...provedTheirs].every((owner) => owner === undefined)) return [];
      const own = await ownersOf(anchors);
      const ownById = await ownersOf(ids);
      const strangers = await Promise.all(
        provedTheirs.map(async (owner) => {
          if (owner === undefined || ownById.includes(owner)) return false;
          const info = await client.customerInfo(owner);
          calls.push({ call: 'customerInfo', request: { customer: owner }, answer: info ?? null });
          return info !== undefined && contradicts(info.identityList, ids, config.cdp.identityTypes);
        }),
      );
      return [
        ...doubtful.filter((_identity, index) => theirs[index] !== undefined && !own.includes(theirs[index])),
        ...proved.filter((_identity, index) => strangers[index]),
      ];
    },

    /** What the CDP has of the required fields that the event does not say; nothing for somebody it does not know. */
    async requiredFields(
      profile: Profile,
      known: readonly KnownIdentity[],
      item: LedgerItem | undefined,
    ): Promise<RequiredFields> {
      if (profile.email !== undefined && profile.emailVerified !== undefined && profile.gender !== undefined) return {};
      const customer =
        customerId(item?.customer) ?? (await ownersOf(ownershipQuestion(known, item).anchors)).find(Boolean);
      if (customer === undefined) return {};
      const info = await client.customerInfo(customer);
      calls.push({ call: 'customerInfo', request: { customer }, answer: info ?? null });
      const { email, emailVerified, gender } = info ?? {};
      return {
        ...(email === undefined ? {} : { email }),
        ...(emailVerified === undefined ? {} : { emailVerified }),
        ...(gender === undefined ? {} : { gender }),
      };
    },
  };
}
