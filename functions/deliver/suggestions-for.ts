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

/**
 * Who else is the event's person by what is remembered of their contacts, whoever has these in the CDP. Looked at where the event brings
 * something new: a proof, a contact that they had not typed, a name that they were not called by. Reads the ledger, never the CDP.
 */
export async function suggestionsFor(
  byIds: readonly CustomerId[],
  event: SuggestingEvent,
  known: ReadonlyMap<string, IdentityItem>,
  idTodayOf: (customer: string) => string,
  context: UpsertContext,
): Promise<readonly SuggestedJoin[]> {
  const { session, config } = context;
  const { said, proved } = event;
  if (byIds.length === 0 && proved.length === 0) return [];
  const typed = event.typed.filter(({ contact }) => contact);
  const before = uniteSides(byIds.map((id) => sideOf(id, session.customers.get(id))));
  if (!bringsNews({ said, proved, typed }, before, known)) return [];

  const person = personAfter({ said, proved, typed }, before);
  const contacts = contactsOf(byIds, [...proved, ...typed], context);
  const loaded = await withItems(
    known,
    contacts.map(({ key }) => key),
    context,
  );
  const aliases = await aliasesOf([...loaded.values()].flatMap(customersIn), context);
  const idToday = (customer: string) => follow(idTodayOf(customer), aliases);
  const items = withTyped(renamed(loaded, idToday), typed, byIds[0], said.time, context);
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
): boolean {
  const isNewName = said.name !== undefined && said.isOwnName && !isCalled(before, said.name.hash);
  const isNewlyTyped = typed.some(({ key }) => claimIn(known.get(key), before)?.typed === undefined);
  return proved.length > 0 || isNewName || isNewlyTyped;
}

/** The event's person, with what it says of them. */
function personAfter({ said, proved, typed }: SuggestingEvent, before: Side): Side {
  const typedKeys = typed.map(({ key }) => key);
  return {
    ...before,
    keys: [...new Set([...before.keys, ...typedKeys])],
    provedNow: proved.map(({ key }) => key),
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

/** As if it were remembered already what the event's person has typed. */
function withTyped(
  items: Items,
  typed: readonly CandidateIdentity[],
  customer: CustomerId | undefined,
  time: number,
  { digest }: UpsertContext,
): Items {
  if (customer === undefined) return items;
  const observation = { claimant: { customer, by: [] }, how: 'typed', time, event: digest } as const;
  const observe = (item: IdentityItem) => withObservation(item, observation, Number.MAX_SAFE_INTEGER);
  return new Map([...items, ...typed.map(({ key }) => [key, observe(items.get(key) ?? emptyIdentityItem)] as const)]);
}

function isCalled({ names }: Side, hash: string): boolean {
  return names.some((name) => name.hash === hash && name.said.length > 0);
}

function contactsOf(
  byIds: readonly CustomerId[],
  named: readonly CandidateIdentity[],
  { session }: UpsertContext,
): readonly Contact[] {
  const claimed = byIds.flatMap((id) =>
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
