import type { CustomerId } from '../shared/cdp/ids.ts';
import { customerId } from '../shared/cdp/ids.ts';
import type { CandidateIdentity } from '../shared/change/candidate.ts';
import type { HashedName } from '../shared/change/customer-item.ts';
import { claimIn, type Contact, type Side, sideOf, uniteSides } from '../shared/change/corroboration.ts';
import { type SuggestedJoin, suggestedJoins } from '../shared/change/suggested-joins.ts';
import {
  emptyIdentityItem,
  type IdentityItem,
  isProved,
  withAliases,
  withObservation,
} from '../shared/identity/identity-item.ts';
import { aliasesOf, customersIn, follow } from './aliases.ts';
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

/**
 * Who else is the event's person by what is remembered of their contacts, whoever has these in the CDP. Looked at where the event brings
 * something new: a proof, a contact that they had not typed, a name that they were not called by. Reads the ledger, never the CDP.
 */
export async function suggestionsFor(
  byIds: readonly CustomerId[],
  event: {
    readonly said: SaidOfPerson;
    readonly proved: readonly CandidateIdentity[];
    readonly typed: readonly CandidateIdentity[];
  },
  known: ReadonlyMap<string, IdentityItem>,
  idTodayOf: (customer: string) => string,
  context: UpsertContext,
): Promise<readonly SuggestedJoin[]> {
  const { session, config, digest } = context;
  const { said, proved } = event;
  const [first] = byIds;
  if (first === undefined && proved.length === 0) return [];
  const typed = event.typed.filter(({ contact }) => contact);
  const before = uniteSides(byIds.map((id) => sideOf(id, session.customers.get(id))));
  const isNewName = said.name !== undefined && said.isOwnName && !isCalled(before, said.name.hash);
  const isNewlyTyped = typed.some(({ key }) => claimIn(known.get(key), before)?.typed === undefined);
  if (proved.length === 0 && !isNewName && !isNewlyTyped) return [];

  const person: Side = {
    ...before,
    keys: [...new Set([...before.keys, ...typed.map(({ key }) => key)])],
    provedNow: proved.map(({ key }) => key),
    called: said.name,
    names:
      said.name && said.isOwnName
        ? [...before.names, { ...said.name, said: [typed.map(({ key }) => key)] }]
        : before.names,
  };
  const contacts = contactsOf(byIds, [...proved, ...typed], context);
  const items = new Map(known);
  const load = async (keys: readonly string[]) => {
    const missing = keys.filter((key) => !items.has(key));
    await session.load({ identities: missing });
    for (const key of missing) {
      const item = session.identities.get(key);
      if (item) items.set(key, item);
    }
  };
  await load(contacts.map(({ key }) => key));
  const aliases = await aliasesOf([...items.values()].flatMap(customersIn), context);
  const idToday = (customer: string) => follow(idTodayOf(customer), aliases);
  const rename = () => {
    for (const [key, item] of items) items.set(key, withAliases(item, idToday));
  };
  rename();
  for (const { key } of first === undefined ? [] : typed) {
    const claimant = { customer: String(first), by: [] };
    const observation = { claimant, how: 'typed', time: said.time, event: digest } as const;
    items.set(key, withObservation(items.get(key) ?? emptyIdentityItem, observation, Number.MAX_SAFE_INTEGER));
  }
  const others = contacts
    .flatMap(({ key }) => othersOf(key, items.get(key), person))
    .filter((id, index, all) => all.indexOf(id) === index)
    .slice(0, OTHERS_LOOKED_AT);
  if (others.length === 0) return [];
  await session.load({ customers: others });
  const sides = new Map(others.map((id) => [id, sideOf(id, session.customers.get(id))]));
  await load([...sides.values()].flatMap(({ keys }) => keys));
  rename();
  return suggestedJoins(
    person,
    contacts,
    items,
    (id) => sides.get(id) ?? sideOf(id, undefined),
    said.time,
    joinRules(config),
  ).filter(({ customer }) => sides.has(customer));
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
