import type { IdentityPair } from '../shared/cdp/contract/identity-pair.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import { customerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, isPaidWith, sortedByEvidence } from '../shared/change/candidate.ts';
import type { CustomerItem } from '../shared/change/customer-item.ts';
import { type CustomerFacts, isContactKey } from '../shared/change/relation.ts';
import type { KnownFields } from '../shared/change/plan.ts';
import {
  emptyIdentityItem,
  type IdentityItem,
  isProved,
  payersOf,
  withAliases,
} from '../shared/identity/identity-item.ts';
import { hashesOfPair } from '../shared/identity/keyed-hash.ts';
import type { SuggestedJoin } from '../shared/change/suggested-joins.ts';
import { aliasesOf, customersIn, follow } from './aliases.ts';
import type { ItemBefore, Owners } from './ask-owners.ts';
import type { UpsertContext } from './context.ts';
import { withFormerContact } from './former-state.ts';
import { followMoved } from './moved-customers.ts';
import { type SaidOfPerson, suggestionsFor } from './suggestions-for.ts';

/** What delivery remembers and what the CDP says, when an event is about to be decided. */
export interface Gathered extends Owners {
  /** With the customers' ids of today. */
  readonly items: ReadonlyMap<string, IdentityItem>;
  readonly customers: ReadonlyMap<CustomerId, GatheredCustomer>;
  readonly subjectCustomer?: CustomerId;
  /** Who else may be the event's person, by what is remembered. */
  readonly suggested: readonly SuggestedJoin[];
  /** The id that a customer has today. */
  readonly idToday: (customer: string) => string;
}

export interface GatheredCustomer extends CustomerFacts {
  readonly fields: KnownFields;
}

/**
 * Asks the ledger and the CDP what the decision needs.
 * @param said what the person did, when (Unix ms), and the name that the event gives them
 * @param before what was gathered when the event turned out to be about these people
 * @throws CdpError
 */
export async function gather(
  candidates: readonly CandidateIdentity[],
  { owners: asked, unasked }: Owners,
  itemBefore: ItemBefore,
  said: SaidOfPerson,
  context: UpsertContext,
  before?: { readonly suggested: readonly SuggestedJoin[]; readonly people: readonly CustomerId[] },
): Promise<Gathered> {
  const { time } = said;
  const {
    subjectId,
    subject: { customer: remembered },
  } = context;
  const { primary, proved, typed } = sortedByEvidence(candidates);
  const paid = typed.filter(isPaidWith);
  const isOnlyTyped = primary.length + proved.length === 0;
  const named = [
    ...[...asked.values()].filter((owner) => owner !== undefined),
    ...candidates.flatMap((candidate) => itemBefore(candidate).owner ?? []),
    ...(isOnlyTyped ? typed : [...proved, ...paid]).flatMap((contact) => customersIn(itemBefore(contact))),
    ...(remembered ? [remembered] : []),
  ];
  const aliases = await aliasesOf(named, context);
  const idToday = (customer: string) => follow(customer, aliases);
  const owners = await followMoved({ candidates, owners: asked, itemBefore }, aliases, context);

  const itemOf = (candidate: CandidateIdentity) => {
    const item = withAliases(itemBefore(candidate), idToday);
    return withFormerContact(item, candidate, { owner: owners.get(candidate.key), time }, context);
  };
  const items = new Map(candidates.map((candidate) => [candidate.key, itemOf(candidate)]));
  const isId = primary.length === 0 && remembered !== undefined && subjectId !== undefined;
  const subject = isId ? customerId(idToday(remembered)) : undefined;
  const byIds = [...new Set(primary.flatMap(({ key }) => owners.get(key) ?? []))];
  const people = [...new Set([...byIds, ...(before?.people ?? [])])];
  const suggested = [
    ...(before?.suggested ?? []),
    ...(await suggestionsFor(people, { said, proved, typed }, items, idToday, context)),
  ];
  const leadingTyped = (isOnlyTyped ? typed : paid).flatMap((contact) => holdersOf(contact, items, owners));
  const wanted = new Set([
    ...primary.map(({ key }) => owners.get(key)),
    ...proved.map(({ key }) => owners.get(key)),
    ...proved.flatMap((contact) => proversOf(items.get(contact.key) ?? emptyIdentityItem, owners.get(contact.key))),
    ...suggested.map(({ customer }) => customer),
    subject,
    ...leadingTyped,
  ]);
  const ids = [...wanted].filter((id) => id !== undefined);
  const customers = await factsOf(ids, new Set(owners.values()), context);
  await addContactsOf(customers, { proved, owners, items, aliases }, context);
  return {
    owners,
    unasked,
    items,
    customers,
    suggested,
    ...(subject !== undefined && customers.has(subject) && { subjectCustomer: subject }),
    idToday,
  };
}

interface Adding extends Pick<Gathered, 'owners'> {
  readonly proved: readonly CandidateIdentity[];
  /** Is added to. */
  readonly items: Map<string, IdentityItem>;
  /** Is added to. */
  readonly aliases: Map<string, string>;
}

/** Adds what is known of the contacts of those who have or claim what the event proves: what they hold, and what they claim and others hold. */
async function addContactsOf(
  customers: ReadonlyMap<CustomerId, CustomerFacts>,
  { proved, owners, items, aliases }: Adding,
  context: UpsertContext,
): Promise<void> {
  const { session } = context;
  const concerned = new Set(
    proved.flatMap(({ key }) => [owners.get(key), ...customersIn(items.get(key) ?? emptyIdentityItem)]),
  );
  const keys = [...customers.values()]
    .filter(({ id }) => concerned.has(id))
    .flatMap(({ contactKeys, item }) => [...contactKeys.flat(), ...Object.values(item?.claimed ?? {}).flat()])
    .filter((key) => !items.has(key));
  await session.load({ identities: [...new Set(keys)] });
  const beside = [...new Set(keys)].flatMap((key) => {
    const item = session.identities.get(key);
    return item ? [[key, item] as const] : [];
  });
  const keptApart = [...customers.values()].flatMap(({ item }) => item?.neverOne ?? []);
  const formers = [...beside.flatMap(([, item]) => customersIn(item)), ...keptApart].filter((id) => !aliases.has(id));
  for (const [id, alias] of await aliasesOf(formers, context)) aliases.set(id, alias);
  for (const [key, item] of beside)
    items.set(
      key,
      withAliases(item, (id) => follow(id, aliases)),
    );
}

/** Whoever has a typed contact in the CDP, or has paid with it. */
function holdersOf(
  contact: CandidateIdentity,
  items: ReadonlyMap<string, IdentityItem>,
  owners: Owners['owners'],
): readonly (CustomerId | undefined)[] {
  const payers = isPaidWith(contact) ? payersOf(itemOrEmpty(items, contact)) : [];
  return [owners.get(contact.key), ...payers.map((id) => customerId(id))];
}

/** Whoever has proved a contact that the CDP does not have with them. */
function proversOf(
  { owner: before, claims }: IdentityItem,
  owner: CustomerId | undefined,
): readonly (CustomerId | undefined)[] {
  return claims
    .filter((claim) => isProved(claim) && claim.customer !== owner && claim.customer !== before)
    .map(({ customer }) => customerId(customer));
}

async function factsOf(
  ids: readonly CustomerId[],
  owners: ReadonlySet<CustomerId | undefined>,
  { calls, session, config, hashKey }: UpsertContext,
): Promise<ReadonlyMap<CustomerId, GatheredCustomer>> {
  // Whoever is only remembered may have been merged away, and a tenant may decline to show them by their former id.
  const infos = await Promise.all(ids.map((id) => (owners.has(id) ? calls.infoOf(id) : calls.shownOf(id))));
  const customers = new Map<CustomerId, GatheredCustomer>();
  ids.forEach((id, index) => {
    const info = infos[index];
    if (!info) return;
    const item: CustomerItem | undefined = session.customers.get(id);
    const held = info.identityList;
    const keysOf = (pair: IdentityPair) => hashesOfPair(pair, config.cdp, hashKey);
    const contactKeys = held.filter((pair) => isContactKey(pair, config.cdp)).map(keysOf);
    customers.set(id, { id, held, contactKeys, fields: info.fields, item });
  });
  return customers;
}

export function itemOrEmpty(items: ReadonlyMap<string, IdentityItem>, { key }: CandidateIdentity): IdentityItem {
  return items.get(key) ?? emptyIdentityItem;
}
