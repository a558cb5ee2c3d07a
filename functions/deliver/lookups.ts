import type { CustomerId } from '../shared/cdp/ids.ts';
import type { LedgerItem } from '../shared/change/ledger-item.ts';
import type { CustomerInfo } from '../shared/cdp/delivery-client.ts';
import { contradictEachOther, contradicts } from '../shared/change/contradiction.ts';
import { type KnownIdentity, mayConnect, provedContacts, type RequiredFields, sides } from '../shared/change/plan.ts';
import type { Profile } from '../shared/change/customer-change.ts';
import type { CallRecord } from './make-calls.ts';
import type { Cdp } from './cdp.ts';

type Fields = { -readonly [field in keyof RequiredFields]: RequiredFields[field] };

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

  const infos = new Map<CustomerId, Promise<CustomerInfo | undefined>>();
  const askInfo = async (customer: CustomerId) => {
    const info = await client.customerInfo(customer);
    calls.push({ call: 'customerInfo', request: { customer }, answer: info ?? null });
    return info;
  };
  const infoOf = (customer: CustomerId): Promise<CustomerInfo | undefined> => {
    const info = infos.get(customer) ?? askInfo(customer);
    infos.set(customer, info);
    return info;
  };

  return {
    ownersOf,

    /** Asks again: what was answered before a call may be different after it. */
    ownerNow: ask,

    /** The proved contacts of a customer who can only be another person: the number was theirs before. */
    async strangersContacts(
      known: readonly KnownIdentity[],
      item: LedgerItem | undefined,
    ): Promise<readonly KnownIdentity[]> {
      const ids = sides(known).anchors.filter(({ contact }) => !contact);
      const proved = ids.length > 0 ? provedContacts(known) : [];
      const theirs = await ownersOf(proved);
      // That it was sent before says nothing: the customer may have been deleted since, and the number have a new owner.
      if (theirs.every((owner) => owner === undefined || owner === item?.customer)) return [];
      const own = await ownersOf(ids);
      const strangers = await Promise.all(
        theirs.map(async (owner) => {
          if (owner === undefined || own.includes(owner)) return false;
          const info = await infoOf(owner);
          return info !== undefined && contradicts(info.identityList, ids, config.cdp);
        }),
      );
      return proved.filter((_identity, index) => strangers[index]);
    },

    /** Would the call connect customers who, by what they hold, can only be different people? */
    async wouldJoinStrangers(anchors: readonly KnownIdentity[], item: LedgerItem | undefined): Promise<boolean> {
      if (!mayConnect(anchors, item)) return false;
      const customers = [...new Set(await ownersOf(anchors))].filter((owner) => owner !== undefined);
      const held = await Promise.all(customers.map(infoOf));
      const ids = anchors.filter(({ contact }) => !contact).map(({ pair }) => pair);
      return contradictEachOther([ids, ...held.map((info) => info?.identityList ?? [])], config.cdp);
    },

    /** What the CDP has of the required fields that the event does not say; nothing for somebody it does not know. */
    async requiredFields(
      profile: Profile,
      anchors: readonly KnownIdentity[],
      item: LedgerItem | undefined,
    ): Promise<RequiredFields> {
      if (profile.email !== undefined && profile.emailVerified !== undefined && profile.gender !== undefined) return {};
      const theirs = (await ownersOf(anchors)).filter((owner) => owner !== undefined);
      const customers = mayConnect(anchors, item) ? theirs : theirs.slice(0, 1);
      // Where the call may make several customers one, what any of them has must not be lost to a zero.
      const fields: Fields = {};
      for (const customer of new Set(customers)) {
        const info = await infoOf(customer);
        if (fields.email === undefined && info?.email !== undefined) {
          fields.email = info.email;
          if (info.emailVerified !== undefined) fields.emailVerified = info.emailVerified;
        }
        if (!fields.gender && info?.gender !== undefined) fields.gender = info.gender;
      }
      return fields;
    },
  };
}
