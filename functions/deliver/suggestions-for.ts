import type { CustomerId } from '../shared/cdp/ids.ts';
import { customerId } from '../shared/cdp/ids.ts';
import type { CandidateIdentity } from '../shared/change/candidate.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import type { HashedName } from '../shared/change/customer-item.ts';
import { claimIn, type Contact, type Side, sideOf, uniteSides } from '../shared/change/corroboration.ts';
import { actTimeOrEvent } from '../shared/change/screen.ts';
import { type SuggestedJoin, suggestedJoins } from '../shared/change/suggested-joins.ts';
import {
  emptyIdentityItem,
  type IdentityItem,
  isProved,
  withAliases,
  withObservation,
} from '../shared/identity/identity-item.ts';
import { aliasesOf, customersIn, follow } from './aliases.ts';
import { hashedName } from './claimants.ts';
import type { UpsertContext } from './context.ts';
import { joinRules } from './join-rules.ts';

/** What an event says of its person beside their identities. */
export interface SaidOfPerson {
  /** Unix ms of what they did. */
  readonly time: number;
  readonly name: HashedName | undefined;
  /** It stands in a record of theirs, or in what they have sent, and not beside an address. */
  readonly isOwnName: boolean;
}

/** Others who have claimed a contact of theirs, of whom it is looked whether they are the event's person. */
const OTHERS_LOOKED_AT = 8;

/** What an event says of its person. */
export function saidOfPerson(
  { profile, nameFrom, act }: Pick<Upsert, 'profile' | 'nameFrom' | 'act'>,
  { time, hashKey }: Pick<UpsertContext, 'time' | 'hashKey'>,
): SaidOfPerson {
  return {
    time: actTimeOrEvent({ time, act }),
    name: hashedName(profile.name, hashKey),
    isOwnName: nameFrom !== 'beside-contact',
  };
}

export interface SuggestingEvent {
  readonly said: SaidOfPerson;
  readonly proved: readonly CandidateIdentity[];
  readonly typed: readonly CandidateIdentity[];
}

/** Stands for the event's person while they are no customer; no id of the CDP. */
const NOBODY_YET = 'nobody yet';

/**
 * Who else is the event's person by what is remembered of their contacts, whoever has these in the CDP. Looked at where the event brings
 * something new: that several customers are one, a proof, a contact that they had not typed so early, a name that they were not called by
 * without what stands beside it. Reads the ledger, never the CDP.
 * @param people the customers that the event's person is
 */
export async function suggestionsFor(
  people: readonly CustomerId[],
  event: SuggestingEvent,
  known: ReadonlyMap<string, IdentityItem>,
  idTodayOf: (customer: string) => string,
  context: UpsertContext,
): Promise<readonly SuggestedJoin[]> {
  const { session, config } = context;
  const { said, proved } = event;
  if (people.length === 0 && proved.length === 0) return [];
  const typed = event.typed.filter(({ contact }) => contact);
  const sidesSoFar = people.map((id) => sideOf(id, session.customers.get(id)));
  const before = { ...uniteSides(sidesSoFar), ...(people.length === 0 && { customers: [NOBODY_YET] }) };
  if (people.length < 2 && !bringsNews({ said, proved, typed }, before, known, context)) return [];

  const person = personAfter({ said, proved, typed }, before);
  const contacts = contactsOf(people, [...proved, ...typed], context);
  const loaded = await withItems(
    known,
    contacts.map(({ key }) => key),
    context,
  );
  const aliases = await aliasesOf([...loaded.values()].flatMap(customersIn), context);
  const idToday = (customer: string) => follow(idTodayOf(customer), aliases);
  const items = withEvent(
    renamed(loaded, idToday),
    { said, proved, typed },
    before.customers[0] ?? NOBODY_YET,
    context,
  );
  const others = contacts
    .flatMap(({ key }) => othersOf(key, items.get(key), person))
    .filter((id, index, all) => all.indexOf(id) === index)
    .slice(0, OTHERS_LOOKED_AT);
  if (others.length === 0) return [];
  await session.load({ customers: others });
  const sides = new Map(others.map((id) => [id, sideOf(id, session.customers.get(id))]));
  const keysOfOthers = [...sides.values()].flatMap(({ keys }) => keys);
  return suggestedJoins(
    person,
    contacts,
    renamed(await withItems(items, keysOfOthers, context), idToday),
    (id) => sides.get(id) ?? sideOf(id, undefined),
    said.time,
    joinRules(config),
  ).filter(({ customer }) => sides.has(customer));
}

function bringsNews(
  { said, proved, typed }: SuggestingEvent,
  before: Side,
  known: ReadonlyMap<string, IdentityItem>,
  { digest }: Pick<UpsertContext, 'digest'>,
): boolean {
  const beside = new Set(typed.map(({ key }) => key));
  const isNewName =
    said.name !== undefined && said.isOwnName && !isCalled(before, said.name.hash, (key) => beside.has(key));
  const isNewlyTyped = typed.some(({ key }) => {
    const first = claimIn(known.get(key), before)?.typed;
    // What this very event types may have been noted with its hold.
    return !first || said.time < first.from || first.event === digest;
  });
  return proved.length > 0 || isNewName || isNewlyTyped;
}

/** The event's person, with what it says of them. */
function personAfter({ said, proved, typed }: SuggestingEvent, before: Side): Side {
  const typedKeys = typed.map(({ key }) => key);
  const provedKeys = proved.map(({ key }) => key);
  return {
    ...before,
    keys: [...new Set([...before.keys, ...typedKeys, ...provedKeys])],
    provedNow: provedKeys,
    called: said.name,
    names: said.name && said.isOwnName ? [...before.names, { ...said.name, said: [typedKeys] }] : before.names,
  };
}

type Items = ReadonlyMap<string, IdentityItem>;

/** The items, and what the ledger has of further identities. */
async function withItems(items: Items, keys: readonly string[], { session }: UpsertContext): Promise<Items> {
  const missing = keys.filter((key) => !items.has(key));
  await session.load({ identities: missing });
  const loaded = missing.flatMap((key) => {
    const item = session.identities.get(key);
    return item ? [[key, item] as const] : [];
  });
  return new Map([...items, ...loaded]);
}

function renamed(items: Items, idToday: (customer: string) => string): Items {
  return new Map([...items].map(([key, item]) => [key, withAliases(item, idToday)] as const));
}

/** As if it were remembered already what the event's person has proved and typed. */
function withEvent(
  items: Items,
  { said: { time }, proved, typed }: SuggestingEvent,
  customer: string,
  { digest }: UpsertContext,
): Items {
  const observe = ({ key }: CandidateIdentity, how: 'act' | 'typed') => {
    const observation = { claimant: { customer, by: [] }, how, time, event: digest };
    return [key, withObservation(items.get(key) ?? emptyIdentityItem, observation, Number.MAX_SAFE_INTEGER)] as const;
  };
  return new Map([...items, ...proved.map((one) => observe(one, 'act')), ...typed.map((one) => observe(one, 'typed'))]);
}

/** Were they called so, with nothing beside it but these contacts? */
function isCalled({ names }: Side, hash: string, isBeside: (key: string) => boolean): boolean {
  return names.some((name) => name.hash === hash && name.said.some((keys) => keys.every(isBeside)));
}

function contactsOf(
  people: readonly CustomerId[],
  named: readonly CandidateIdentity[],
  { session }: UpsertContext,
): readonly Contact[] {
  const claimed = people.flatMap((id) =>
    Object.entries(session.customers.get(id)?.claimed ?? {}).flatMap(([kind, keys]) =>
      keys.map((key): Contact => ({ key, kind })),
    ),
  );
  const all = [...claimed, ...named.map(({ key, identity }): Contact => ({ key, kind: identity.kind }))];
  return [...new Map(all.map((contact) => [contact.key, contact])).values()];
}

/** Who else has claimed it, if one of the two has proved it. */
function othersOf(key: string, item: IdentityItem | undefined, person: Side): readonly CustomerId[] {
  if (!item) return [];
  const isOwnProof = person.provedNow.includes(key) || isProved(claimIn(item, person));
  return item.claims.flatMap((claim) => {
    const id = customerId(claim.customer);
    return id !== undefined && !person.customers.includes(id) && (isOwnProof || isProved(claim)) ? [id] : [];
  });
}
